import { closest, distance } from "fastest-levenshtein";
import { z } from "zod";
import { bare, descriptionOf } from "./fields";
import { groups, secrets } from "./schema";

/** A key of the schema, with the variants of its group that have it: `cidr` only if `network.source` is `create`. */
export interface Key {
    path: string;
    schema: z.core.$ZodType;
    /** Values of the group's `source` that have this key; empty if the group has no variants. */
    sources: string[];
}

/** The placeholder in a path for a name that the user chooses: `cluster.nodes.groups.NAME.desired`. */
const anyName = "NAME";

/** Every key that can be set, in the schema's order, with secrets last. */
export const allKeys: readonly Key[] = [
    ...Object.entries(groups).flatMap(([name, group]) => keysOf(name, group)),
    ...Object.entries(secrets).map(([path, schema]) => ({ path, schema, sources: [] })),
];

function keysOf(path: string, schema: z.core.$ZodType): Key[] {
    const inner = bare(schema);
    if (inner instanceof z.ZodDiscriminatedUnion) {
        return merge(inner.options.flatMap((option) => withSource(keysOf(path, option), sourceOf(option))));
    }
    if (inner instanceof z.ZodObject && !descriptionOf(schema)) {
        return Object.entries(inner.shape as Record<string, z.core.$ZodType>).flatMap(([name, child]) =>
            keysOf(`${path}.${name}`, child),
        );
    }
    if (inner instanceof z.ZodRecord && !descriptionOf(schema)) return keysOf(`${path}.${anyName}`, inner.valueType);
    return [{ path, schema, sources: [] }];
}

/**
 * A path with the placeholder in place of a user's own name: `cluster.nodes.groups.brokers.desired` becomes
 * `cluster.nodes.groups.NAME.desired`.
 */
export function generalPath(path: string): string {
    const parts = path.split(".");
    return parts
        .map((part, index) => {
            const above = [...parts.slice(0, index), anyName].join(".");
            return part && allKeys.some((key) => key.path.startsWith(`${above}.`)) ? anyName : part;
        })
        .join(".");
}

function sourceOf(option: z.core.$ZodType): string {
    const source = option instanceof z.ZodObject ? (option.shape as Record<string, z.core.$ZodType>).source : undefined;
    return source instanceof z.ZodLiteral ? String(source.value) : "";
}

function withSource(keys: Key[], source: string): Key[] {
    return keys.map((key) => ({ ...key, sources: [source] }));
}

/** One entry for a key that several variants have, unless it is optional in only some of them. */
function merge(keys: Key[]): Key[] {
    const merged = new Map<string, Key>();
    for (const key of keys) {
        const id = `${key.path} ${key.schema._zod.def.type}`;
        const known = merged.get(id);
        merged.set(id, known ? { ...known, sources: [...known.sources, ...key.sources] } : key);
    }
    return [...merged.values()];
}

/** The schema of a key such as `cluster.nodes.desired`; undefined if there is none. */
export function schemaAt(path: string): z.core.$ZodType | undefined {
    const general = generalPath(path);
    return allKeys.find((key) => key.path === general)?.schema;
}

/**
 * The known key that an unknown one most likely stands for: a key with the same name in any group, otherwise its
 * nearest sibling. Undefined if none is similar: a dissimilar name would mislead the reader.
 */
export function nearestKey(unknown: string): string | undefined {
    const namesake = allKeys.filter(({ path }) => lastOf(path) === lastOf(unknown));
    if (namesake.length === 1 && namesake[0]) return namesake[0].path;
    const parent = unknown.slice(0, unknown.lastIndexOf(".") + 1);
    const general = generalPath(parent);
    const siblings = [...new Set(allKeys.map(({ path }) => path).filter((path) => path.startsWith(general)))];
    const heads = siblings.map((path) => parent + (path.slice(general.length).split(".")[0] ?? ""));
    const near = [...new Set(heads)].filter((head) => isNear(lastOf(head), lastOf(unknown)));
    return near.length > 0 ? closest(unknown, near) : undefined;
}

const lastOf = (path: string) => path.slice(path.lastIndexOf(".") + 1).toLowerCase();

/**
 * Whether at most two letters differ, such as two that are swapped, or a third of them in a long name; or whether one
 * name contains the other.
 */
function isNear(known: string, unknown: string): boolean {
    const apart = distance(known, unknown);
    const within = known.length > 3 && unknown.length > 3 && (unknown.includes(known) || known.includes(unknown));
    return within || (apart < unknown.length && apart <= Math.max(2, unknown.length / 3));
}
