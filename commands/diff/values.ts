import type { Value, ValueChange } from "./model";

/**
 * A change without what both sides have in common: entries of lists, lines of texts. Undefined if nothing is left, except
 * when the order has changed.
 */
export function valueChange(path: string, before: Value, after: Value, forces = false): ValueChange {
    const areLists = [before, after].some((value) => typeof value === "object" || value?.includes("\n"));
    if (!areLists) return { path, before, after, forces };
    const [mine, theirs] = [linesOf(before), linesOf(after)];
    if (!mine || !theirs) return { path, before: mine, after: theirs, forces };
    const [gone, come] = [without(mine, theirs), without(theirs, mine)];
    const isOrder = gone.length === 0 && come.length === 0;
    return isOrder
        ? { path, before: "the same entries", after: "in another order", forces }
        : { path, before: gone, after: come, forces };
}

/** Lists as they are, texts split into lines. */
function linesOf(value: Value): readonly string[] | undefined {
    return typeof value === "string" ? value.replace(/\n$/, "").split("\n") : value;
}

/** Entries that the other list contains less often. */
function without(list: readonly string[], other: readonly string[]): string[] {
    const left = [...other];
    return list.filter((entry) => {
        const at = left.indexOf(entry);
        if (at >= 0) left.splice(at, 1);
        return at < 0;
    });
}

/**
 * The value at a path in the engine's notation: `spec.ports[0].name`, `metadata.labels["app.kubernetes.io/name"]`. Anything
 * within a secret is `[secret]`.
 */
export function valueAt(inputs: unknown, path: string): Value {
    let at: unknown = inputs;
    for (const [, quoted, index, name] of path.matchAll(/\["((?:[^"\\]|\\.)*)"\]|\[(\d+)\]|([^.[\]]+)/g)) {
        if (at === masked) return masked;
        const key = quoted === undefined ? (index ?? name ?? "") : (JSON.parse(`"${quoted}"`) as string);
        at = typeof at === "object" && at !== null ? (at as Record<string, unknown>)[key] : undefined;
    }
    return asValue(at);
}

export const masked = "[secret]";

function asValue(value: unknown): Value {
    if (value === undefined || value === null) return undefined;
    if (typeof value === "string") return value;
    if (Array.isArray(value) && value.every((item) => typeof item === "string")) return value;
    return JSON.stringify(value);
}
