import { parseAllDocuments } from "yaml";

/** A field in which two renderings of one object differ. A side that does not have it is undefined. */
export interface Difference {
    /** `Kind/name`. */
    object: string;
    /** Such as `spec.podTemplate.resources.limits.memory`. Empty where one side does not have the object at all. */
    field: string;
    one: string | undefined;
    other: string | undefined;
}

type Fields = Map<string, string>;

/**
 * In what two rendered overlays differ, object by object and field by field.
 *
 * @param one YAML as `kustomize build` prints it
 * @param other the same of another overlay
 */
export function differences(one: string, other: string): Difference[] {
    const [left, right] = [objectsIn(one), objectsIn(other)];
    return [...new Set([...left.keys(), ...right.keys()])].sort().flatMap((object) => {
        const [mine, theirs] = [left.get(object), right.get(object)];
        if (!mine || !theirs) return [{ object, field: "", one: mine && "there", other: theirs && "there" }];
        return [...new Set([...mine.keys(), ...theirs.keys()])]
            .filter((field) => mine.get(field) !== theirs.get(field))
            .map((field) => ({ object, field, one: mine.get(field), other: theirs.get(field) }));
    });
}

/** Fields of each object, by `Kind/name`. */
function objectsIn(text: string): Map<string, Fields> {
    const objects = parseAllDocuments(text).map(
        (document) => document.toJSON() as { kind: string; metadata: { name: string } },
    );
    return new Map(
        objects.map((object) => {
            const fields: Fields = new Map();
            flatten(object, "", fields);
            return [`${object.kind}/${object.metadata.name}`, fields];
        }),
    );
}

/** A list of plain values is one field: an overlay replaces it as a whole. */
function flatten(value: unknown, path: string, into: Fields): void {
    if (typeof value !== "object" || value === null) {
        into.set(path, String(value));
    } else if (Array.isArray(value) && value.every((item) => typeof item !== "object")) {
        into.set(path, value.join(" "));
    } else {
        for (const [key, child] of Object.entries(value)) flatten(child, path ? `${path}.${key}` : key, into);
    }
}

/** Of the columns; with what parts them, 98 in all. */
const widths = [24, 33, 18, 18];

/** A table of differences, side by side, within 100 columns. @param names what the two sides are called */
export function renderDifferences(rows: readonly Difference[], names: readonly [string, string]): string {
    return [
        line(["object", "field", ...names]),
        ...rows.map(({ object, field, one, other }, at) =>
            line([rows[at - 1]?.object === object ? "" : object, shortPath(field), one ?? "-", other ?? "-"]),
        ),
    ].join("\n");
}

function line(cells: readonly string[]): string {
    const cell = (text: string, width: number) =>
        (text.length > width ? `${text.slice(0, width - 1)}…` : text).padEnd(width);
    return `  ${cells.map((text, at) => cell(text, widths[at] ?? 0)).join(" ")}`.trimEnd();
}

/** A path without what all have in common; of a long one, the end. */
function shortPath(path: string): string {
    const short = path.replace(/^spec\.(podTemplate\.)?/, "");
    const [, width = 0] = widths;
    return short.length > width ? `…${short.slice(1 - width)}` : short;
}
