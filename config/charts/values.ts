import { existsSync, readFileSync } from "node:fs";
import { relative, resolve } from "node:path";
import { isDeepStrictEqual } from "node:util";
import { parseDocuments } from "../kustomize/yaml";

/** Values of a Helm chart. */
export type Values = { [key: string]: unknown };

/** A value that the program needs, and the reason. */
export interface Need {
    path: readonly string[];
    /** Undefined if the key may not be set at all. */
    value: unknown;
    /** Whether it is the chart's default, so that it need not be set. */
    isDefault?: boolean;
    /** What would go wrong otherwise, or where to set it instead. */
    why: string;
}

/**
 * The values in a YAML file of the checkout, or the reason why they can't be read. The reason quotes nothing from the file.
 * @param root the folder of Pulumi.yaml
 * @param file relative to it
 */
export function readValues(root: string, file: string): { values: Values; reason?: undefined } | { reason: string } {
    const path = resolve(root, file);
    if (relative(root, path).startsWith(".."))
        return { reason: "is outside the checkout, so nobody else would have it" };
    if (!existsSync(path)) return { reason: "does not exist in this checkout" };
    try {
        const [values = {}, ...others] = parseDocuments(readFileSync(path, "utf8"), file, "anyone");
        if (others.length > 0) return { reason: "contains more than one YAML document" };
        return isMap(values) ? { values } : { reason: "is not a map of values" };
    } catch (error) {
        return { reason: error instanceof Error ? error.message : String(error) };
    }
}

/** The value at a path. Undefined if there is none, or if its parent is not a map. */
export const valueAt = (values: Values, path: readonly string[]): unknown =>
    path.reduce<unknown>((at, key) => (isMap(at) ? at[key] : undefined), values);

/** The map at a path. Empty if there is none. */
export function mapAt(values: Values, path: readonly string[]): Values {
    const found = valueAt(values, path);
    return isMap(found) ? found : {};
}

/** Merges maps, with precedence for the later one. Everything else is replaced as a whole, as in Helm. */
export function mergeValues(...all: readonly Values[]): Values {
    return all.reduce<Values>((into, values) => {
        const merged = { ...into };
        for (const [key, value] of Object.entries(values)) {
            const there = merged[key];
            merged[key] = isMap(there) && isMap(value) ? mergeValues(there, value) : value;
        }
        return merged;
    }, {});
}

/** The needs as values, to be merged over the user's. */
export function valuesOf(needs: readonly Need[]): Values {
    return mergeValues(
        ...needs.flatMap(({ path, value, isDefault }) =>
            value === undefined || isDefault
                ? []
                : [path.reduceRight<unknown>((below, key) => ({ [key]: below }), value) as Values],
        ),
    );
}

/** The needs that the user's values contradict. Setting the same value is no contradiction. */
export function contradicted(values: Values, needs: readonly Need[]): Need[] {
    return needs.filter(({ path, value, isDefault }) => {
        let at: unknown = values;
        for (const key of path) {
            // For Helm, null removes the chart's default, and so everything below it.
            if (!isMap(at)) return true;
            if (!(key in at)) return false;
            at = at[key];
        }
        // An empty value changes nothing, because the needed ones are merged over it, but it would remove a chart's
        // default.
        return !isSame(at, value) && !(isEmpty(at) && (value === undefined || !isDefault));
    });
}

/** The charts convert numbers and booleans to text where text is needed, as in a ConfigMap. */
const isSame = (one: unknown, wanted: unknown): boolean =>
    isDeepStrictEqual(one, wanted) ||
    (typeof wanted === "string" && ["boolean", "number"].includes(typeof one) && String(one) === wanted);

/** `configs.cm["resource.customizations"]` */
export const formatPath = (path: readonly string[]): string =>
    path.reduce(
        (text, key) => (key.includes(".") ? `${text}[${JSON.stringify(key)}]` : text ? `${text}.${key}` : key),
        "",
    );

/** Images in values that don't come from a mirror, by their path: `image.repository`, `image.registry`, or `image` as text. */
export function imagesElsewhere(values: Values, mirror: string, path: readonly string[] = []): string[] {
    return Object.entries(values).flatMap(([key, value]) => {
        const here = [...path, key];
        const isImage =
            (key === "repository" && path.at(-1)?.toLowerCase().endsWith("image")) ||
            (key.toLowerCase().endsWith("image") && typeof value === "string");
        if (isImage && typeof value === "string")
            return isEmpty(value) || value.startsWith(`${mirror}/`) ? [] : [formatPath(here)];
        if (Array.isArray(value)) {
            return value.flatMap((item, index) =>
                isMap(item) ? imagesElsewhere(item, mirror, [...here, `[${index}]`]) : [],
            );
        }
        return isMap(value) ? imagesElsewhere(value, mirror, here) : [];
    });
}

const isMap = (value: unknown): value is Values => typeof value === "object" && value !== null && !Array.isArray(value);
const isEmpty = (value: unknown): boolean =>
    value === "" || value === null || (Array.isArray(value) && value.length === 0);
