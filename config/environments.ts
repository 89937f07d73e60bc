import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { z } from "zod";
import { committedStacks, project } from "../base/checkout";
import { readStackFile } from "./stackFile";

/** The list of environments, from the folder of Pulumi.yaml. */
export const environmentsFile = "gitops/environments.yaml";

/**
 * The folders of an overlay that are the same in each environment, in order; everything beside them is specific to one.
 */
export const promotedFolders = ["version", "release"] as const;

const hours = /^(\d+)(m|h|d)$/;
const minutesOf: Readonly<Record<string, number>> = { m: 1, h: 60, d: 24 * 60 };

/** Converts `30m`, `1h` or `2d` to milliseconds. */
export function durationMs(text: string): number {
    const [, count = "", unit = ""] = hours.exec(text) ?? [];
    return Number(count) * (minutesOf[unit] ?? NaN) * 60_000;
}

const environment = z.strictObject({
    name: z.string().min(1),
    promotesFrom: z.string().min(1).optional(),
    requiredSoakTime: z.string().regex(hours, "is not a number followed by m, h or d, such as 1h").optional(),
});
const list = z.strictObject({ environments: z.array(environment).min(1) });

export interface Environment {
    /** The stack has the same name. */
    name: string;
    /** The environment that is promoted to this one; undefined if changes are made directly in this one. */
    promotesFrom: string | undefined;
    /** How long the environment above must have been Healthy and Synced first (the name is Kargo's). Default: 1h. */
    requiredSoakTime: string;
}

/** A problem with the list, or with something that it names. */
export interface EnvironmentProblem {
    /** The environment's name; undefined if the problem concerns the whole list. */
    name?: string;
    why: string;
    fix: string;
    /** Whether it may be intended, as for a stack that somebody is only trying out. */
    isWarning?: true;
}

/** The contents of the list, and its problems. */
export interface Environments {
    environments: Environment[];
    problems: EnvironmentProblem[];
}

/** All problems as one message; empty if there are none. */
export const messageOf = (problems: readonly EnvironmentProblem[]): string =>
    problems
        .filter(({ isWarning }) => !isWarning)
        .map(({ why, fix }) => `${environmentsFile}: ${why}; ${fix}.`)
        .join("\n");

/** Reads the list, and compares it with the stacks and overlays of the checkout. @param root folder of Pulumi.yaml */
export function readEnvironments(root: string): Environments {
    const file = join(root, environmentsFile);
    const refused = (why: string, fix = "see docs/ENVIRONMENTS.md"): Environments => ({
        environments: [],
        problems: [{ why, fix }],
    });
    if (!existsSync(file)) return refused("does not exist", "list each environment by its name");
    let read: unknown;
    try {
        read = parse(readFileSync(file, "utf8"));
    } catch (error) {
        return refused(`is not YAML: ${String(error).split(":\n")[0]}`);
    }
    const { data, error } = list.safeParse(read);
    if (!data) {
        const issues = error.issues.map(({ path, message }) => `${path.join(".") || "the list"}: ${message}`);
        return refused(issues.join("; "));
    }
    const environments = data.environments.map(({ name, promotesFrom, requiredSoakTime = "1h" }) => ({
        name,
        promotesFrom,
        requiredSoakTime,
    }));
    const idle = data.environments.filter((one) => one.requiredSoakTime !== undefined && !one.promotesFrom);
    return {
        environments,
        problems: [
            ...idle.map(({ name }) => ({
                name,
                why: `${name} has requiredSoakTime, but no promotesFrom for it to apply to`,
                fix: "remove it",
            })),
            ...problemsOf(environments, root),
        ],
    };
}

function problemsOf(environments: readonly Environment[], root: string): EnvironmentProblem[] {
    const names = environments.map(({ name }) => name);
    const stacks = committedStacks(root);
    const known = names.filter((name) => stacks.includes(name));
    const overlays = new Map(known.map((name) => [name, overlayOf(name, root)]));
    return [
        ...twice(names).map((name) => ({ name, why: `${name} is listed twice`, fix: "remove one" })),
        ...names
            .filter((name) => !stacks.includes(name))
            .map((name) => ({
                name,
                why: `${name} has no stack`,
                fix: `add Pulumi.${name}.yaml, or remove ${name} from the list`,
            })),
        ...stacks
            .filter((stack) => !names.includes(stack))
            .map((stack) => ({
                why: `the stack ${stack} is not in the list`,
                fix: `add "- name: ${stack}", or remove Pulumi.${stack}.yaml`,
                isWarning: true as const,
            })),
        ...[...overlays]
            .filter(([, overlay]) => overlay !== undefined && !existsSync(join(root, overlay, "kustomization.yaml")))
            .map(([name, overlay]) => ({
                name,
                why: `${name} follows ${overlay}, which does not exist`,
                fix: `correct gitops.path in Pulumi.${name}.yaml`,
            })),
        ...environments.flatMap((one) =>
            problemsOfWay(one, environments, overlays, root).map((problem) => ({ name: one.name, ...problem })),
        ),
    ];
}

/** Problems with how changes reach an environment. */
function problemsOfWay(
    { name, promotesFrom: from }: Environment,
    environments: readonly Environment[],
    overlays: ReadonlyMap<string, string | undefined>,
    root: string,
): EnvironmentProblem[] {
    if (from === undefined) return [];
    if (!environments.some((one) => one.name === from))
        return [
            { why: `${name} promotes from ${from}, which is not in the list`, fix: `use another name, or add ${from}` },
        ];
    const circle = circleOf(name, environments);
    // Reported once, for the first one in the list.
    if (circle.length > 0 && environments.find((one) => circle.includes(one.name))?.name !== name) return [];
    if (circle.length > 0)
        return [{ why: `${name} promotes from itself, through ${from}`, fix: "remove one promotesFrom" }];
    const [source, target] = [overlays.get(from), overlays.get(name)];
    if (source === undefined || target === undefined) return [];
    if (source === target)
        return [{ why: `${name} and ${from} both follow ${source}`, fix: `give ${name} an overlay of its own` }];
    const has = (overlay: string, folder: string) => existsSync(join(root, overlay, folder));
    return promotedFolders
        .filter((folder) => has(source, folder) && !has(target, folder))
        .map((folder) => ({
            why: `${target} has no folder ${folder}, which is what promotion from ${from} copies`,
            fix: `add ${target}/${folder}, and list it in its kustomization.yaml`,
        }));
}

/** The names on the way from an environment back to itself; empty if there is no such way. */
function circleOf(name: string, environments: readonly Environment[]): string[] {
    const seen: string[] = [];
    for (let at: string | undefined = name; at !== undefined && !seen.includes(at);) {
        seen.push(at);
        at = environments.find((one) => one.name === at)?.promotesFrom;
        if (at === name) return seen;
    }
    return [];
}

/** `gitops.path` of a stack whose overlay is in this checkout. */
function overlayOf(stack: string, root: string): string | undefined {
    const { path, checkout = "." } = (readStackFile(stack, {}, root).config[`${project}:gitops`] ?? {}) as {
        path?: unknown;
        checkout?: unknown;
    };
    return typeof path === "string" && checkout === "." ? path : undefined;
}

const twice = (names: readonly string[]): string[] => [
    ...new Set(names.filter((name, at) => names.indexOf(name) !== at)),
];
