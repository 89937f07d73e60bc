import { parseAllDocuments } from "yaml";
import type { KubernetesObject } from "../../kubernetes";

/** A plain value as text, or a list of such values, which an overlay replaces as a whole. */
export type Field = string | readonly string[];

/** One object of a rendered overlay, and its fields by path: `spec.replicas`, `spec.containers[main].image`. */
export interface Rendered {
    object: KubernetesObject;
    fields: ReadonlyMap<string, Field>;
}

/**
 * The objects of a rendered overlay, by `Kind/name`, or by `Kind/name (namespace)` if several namespaces have one.
 *
 * @param text YAML as `kustomize build` prints it
 */
export function objectsIn(text: string): Map<string, Rendered> {
    const objects = parseAllDocuments(text).map((document) => document.toJSON() as KubernetesObject | null);
    return byName(objects.filter((object) => object !== null));
}

/** The same for parsed objects. */
export function byName(objects: readonly KubernetesObject[]): Map<string, Rendered> {
    const names = objects.map(nameOf);
    return new Map(
        objects.map((object, at) => {
            const name = names[at] ?? "";
            const isAlone = names.indexOf(name) === names.lastIndexOf(name);
            const fields = new Map<string, Field>();
            flatten(object, "", fields);
            return [isAlone ? name : `${name} (${object.metadata.namespace ?? "-"})`, { object, fields }];
        }),
    );
}

const nameOf = ({ kind, metadata }: KubernetesObject): string => `${kind}/${metadata.name ?? ""}`;

function flatten(value: unknown, path: string, into: Map<string, Field>): void {
    if (typeof value !== "object" || value === null) {
        into.set(path, String(value));
    } else if (Array.isArray(value) && value.every((item) => typeof item !== "object")) {
        into.set(path, value.map(String));
    } else if (Object.keys(value).length === 0) {
        into.set(path, "{}");
    } else {
        const named = Array.isArray(value) ? namesOf(value) : undefined;
        for (const [key, child] of Object.entries(value)) {
            const name = named?.[Number(key)];
            flatten(child, name === undefined ? (path ? `${path}.${key}` : key) : `${path}[${name}]`, into);
        }
    }
}

/**
 * The names of a list's items, such as containers or volumes, which identify them when other items are added or
 * removed.
 */
function namesOf(items: readonly unknown[]): string[] | undefined {
    const names = items.map((item) => (item as { name?: unknown } | null)?.name);
    return names.every((name) => typeof name === "string") && new Set(names).size === names.length ? names : undefined;
}
