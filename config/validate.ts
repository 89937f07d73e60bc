import type { z } from "zod";
import { descriptionOf } from "./fields";
import { allKeys, generalPath, nearestKey, schemaAt } from "./keys";
import { type Problem, setCommand } from "./problems";
import { type GroupName, groups, type Settings } from "./schema";

/** What the user wrote, group by group. */
export type RawGroups = Record<string, unknown>;

export interface ParsedGroups {
    /** Every group. A rejected key contains its example, so that the rules can still check the other keys. */
    settings: Settings;
    problems: Problem[];
    /** Keys that were rejected, and whole groups whose variant is unknown. Rules about them are skipped. */
    refused: string[];
}

/** The variant of a group if its `source` isn't set. */
const defaultSource: Partial<Record<GroupName, string>> = { network: "create", cluster: "eks" };

/** Parses every group separately. It throws nothing, and returns all problems together. */
export function parseGroups(raw: RawGroups, wanted: readonly GroupName[]): ParsedGroups {
    const parsed = wanted.map((name) => parseGroup(name, raw[name] ?? {}));
    return {
        settings: Object.fromEntries(parsed.map(({ name, value }) => [name, value])) as Settings,
        problems: parsed.flatMap(({ problems }) => problems),
        refused: parsed.flatMap(({ refused }) => refused),
    };
}

function parseGroup(name: GroupName, written: unknown) {
    if (!isObject(written)) {
        const problem = {
            key: name,
            value: written,
            reason: "is not a group of keys",
            allowed: keysBelow(name),
            fix: `pulumi config rm ${name}`,
        };
        return { name, value: undefined, problems: [problem], refused: [name] };
    }
    const value: Record<string, unknown> = structuredClone(written);
    if (name in defaultSource) value.source ??= defaultSource[name];
    const first = groups[name].safeParse(value);
    if (first.success) return { name, value: first.data, problems: [], refused: [] };

    const problems = firstOfEach(first.error.issues.flatMap((issue) => toProblems(name, value, issue)));
    const refused = problems.map(({ key }) => key);
    for (const issue of first.error.issues) repair(name, value, issue);
    const second = groups[name].safeParse(value);
    return { name, value: second.data, problems, refused: second.success ? refused : [...refused, name] };
}

/** One problem for each key: for a value of the wrong type, further problems help nobody. */
function firstOfEach(problems: Problem[]): Problem[] {
    return problems.filter(({ key }, index) => problems.findIndex((other) => other.key === key) === index);
}

/** Replaces the part that an issue rejects with the key's example, or removes an unknown key. */
function repair(name: GroupName, value: Record<string, unknown>, issue: z.core.$ZodIssue): void {
    if (issue.code === "unrecognized_keys") {
        const parent = issue.path.reduce<unknown>((at, part) => (isObject(at) ? at[String(part)] : undefined), value);
        if (isObject(parent)) for (const key of issue.keys) delete parent[key];
        return;
    }
    const field = fieldPath(name, issue.path);
    if (!schemaAt(field.join("."))) {
        // A different value in place of a group of keys.
        const above = issue.path
            .slice(0, -1)
            .reduce<unknown>((at, part) => (isObject(at) ? at[String(part)] : at), value);
        if (isObject(above)) delete above[String(issue.path.at(-1))];
        return;
    }
    const example = descriptionOf(schemaAt(field.join(".")) ?? groups[name])?.example;
    const [leaf, ...groupsAbove] = field.slice(1).reverse();
    const parent = groupsAbove.reverse().reduce<unknown>((at, part) => (isObject(at) ? at[part] : undefined), value);
    if (leaf !== undefined && isObject(parent)) parent[leaf] = example;
}

/** The path of the key that an issue is about: an issue with an entry of a list is about the list. */
function fieldPath(name: string, path: readonly PropertyKey[]): string[] {
    const parts = [name, ...path.map(String)];
    while (parts.length > 1 && !schemaAt(parts.join("."))) parts.pop();
    return parts;
}

function toProblems(name: GroupName, value: Record<string, unknown>, issue: z.core.$ZodIssue): Problem[] {
    if (issue.code === "unrecognized_keys") {
        return issue.keys.map((key) =>
            unknownKey(
                [name, ...issue.path.map(String), key].join("."),
                typeof value.source === "string" ? value.source : "",
            ),
        );
    }
    const field = fieldPath(name, issue.path).join(".");
    const description = descriptionOf(schemaAt(field) ?? groups[name]);
    const here = [name, ...issue.path.map(String)].join(".");
    const found = issue.path.reduce<unknown>(
        (at, part) => (at as Record<PropertyKey, unknown> | undefined)?.[part],
        value,
    );
    return [
        {
            key: [name, ...issue.path].reduce<string>(
                (path, part) =>
                    typeof part === "number" ? `${path}[${part}]` : path ? `${path}.${String(part)}` : String(part),
                "",
            ),
            value: found,
            reason: reasonOf(issue, found),
            allowed: description?.allowed ?? keysBelow(here),
            fix: description ? setCommand(field, description.example) : `set ${keysBelow(here)}`,
        },
    ];
}

const typeNames: Record<string, string> = {
    array: "a list",
    boolean: "true or false",
    int: "a whole number",
    object: "a group of keys",
    record: "a group of keys",
    string: "text",
};

function reasonOf(issue: z.core.$ZodIssue, found: unknown): string {
    if (found === undefined) return "is not set";
    if (issue.code === "invalid_type") return `is not ${typeNames[issue.expected] ?? `a ${issue.expected}`}`;
    if (issue.code === "invalid_value" || issue.code === "invalid_union") return "is not an allowed value";
    return issue.message;
}

/** A key that isn't in the schema, or not in this variant of its group. */
export function unknownKey(key: string, source = ""): Problem {
    const elsewhere = allKeys.find(({ path }) => path === key || path.startsWith(`${key}.`));
    if (elsewhere) {
        const group = key.split(".")[0] ?? "";
        return {
            key,
            reason: `does not apply to ${group}.source ${source}`,
            allowed: `with ${group}.source ${elsewhere.sources.join(" or ")}`,
            fix: `pulumi config rm --path ${key}, or change ${group}.source`,
        };
    }
    const parent = key.includes(".") ? key.slice(0, key.lastIndexOf(".")) : "";
    const nearest = nearestKey(key);
    return {
        key,
        reason: nearest ? `is not known; did you mean ${nearest}?` : "is not known",
        allowed: keysBelow(parent),
        fix: nearest ? `rename it to ${nearest}, or pulumi config rm --path ${key}` : `pulumi config rm --path ${key}`,
    };
}

/** The names directly below a key, or the top-level ones. */
function keysBelow(parent: string): string {
    const prefix = parent === "" ? "" : generalPath(`${parent}.`);
    const below = allKeys
        .filter(({ path }) => path.startsWith(prefix))
        .map(({ path }) => path.slice(prefix.length).split(".")[0]);
    return [...new Set(below)].join(", ");
}

function isObject(value: unknown): value is Record<string, unknown> {
    return typeof value === "object" && value !== null && !Array.isArray(value);
}
