/** What changed between two sets of inputs, in the form that the engine expects (`detailedDiff`). */
import { isMap, reveal, type PropertyMap, type Value } from "./values";

export type ChangeKind = "add" | "delete" | "update";

export interface Change {
    /** The path, in the engine's notation: `spec.ports[0].name`, `metadata.labels["app.kubernetes.io/name"]`. */
    readonly path: string;
    readonly kind: ChangeKind;
    /** Whether this change requires a new resource that replaces the old one. */
    readonly replace: boolean;
}

export interface Difference {
    readonly changes: readonly Change[];
    /** Deletes the old resource first, because a Kubernetes object's name can only be used once. */
    readonly deleteBeforeReplace?: boolean;
}

export function propertyPath(parent: string, key: string | number): string {
    if (typeof key === "number") {
        return `${parent}[${key}]`;
    }
    if (!/^[A-Za-z_$][\w$]*$/.test(key)) {
        return `${parent}[${JSON.stringify(key)}]`;
    }
    return parent === "" ? key : `${parent}.${key}`;
}

/** Whether `path` is `prefix` or inside it. */
function within(path: string, prefix: string): boolean {
    return path.startsWith(prefix) && ["", ".", "["].includes(path.charAt(prefix.length));
}

/**
 * @param replaceOn paths whose change, or the change of anything inside them, requires a replacement. A null value and
 * a missing one are the same; a value that is unknown in a preview counts as an update.
 */
export function difference(olds: PropertyMap, news: PropertyMap, replaceOn: readonly string[] = []): Change[] {
    const changes: Change[] = [];
    compare("", reveal(olds), reveal(news));
    return changes;

    function note(path: string, kind: ChangeKind): void {
        // Adding or removing a whole map also changes everything inside it.
        const replace = replaceOn.some((entry) => within(path, entry) || within(entry, path));
        changes.push({ path, kind, replace });
    }

    function compare(path: string, old: Value, now: Value): void {
        if (isMap(old) && isMap(now)) {
            for (const key of new Set([...Object.keys(old), ...Object.keys(now)])) {
                compareEntry(propertyPath(path, key), old[key], now[key]);
            }
        } else if (Array.isArray(old) && Array.isArray(now)) {
            for (let index = 0; index < Math.max(old.length, now.length); index++) {
                compareEntry(propertyPath(path, index), old[index] as Value, now[index] as Value);
            }
        } else if (old !== now) {
            note(path, "update");
        }
    }

    function compareEntry(path: string, old: Value | undefined, now: Value | undefined): void {
        const before = old ?? undefined;
        const after = now ?? undefined;
        if (before === undefined && after === undefined) {
            return;
        } else if (before === undefined) {
            note(path, "add");
        } else if (after === undefined) {
            note(path, "delete");
        } else {
            compare(path, before, after);
        }
    }
}
