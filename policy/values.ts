/** Stands for what only the update will tell: AWS's ids in a first preview. */
export const unknown = Symbol("known after the update");

/** What a resource is made of, as it is seen by a rule. */
export type Value = string | number | boolean | null | undefined | typeof unknown | Value[] | { [key: string]: Value };

/**
 * A copy of a resource's properties to read freely. In the SDK's own, reading one that is unknown throws, and ends the
 * rule for the whole resource.
 */
export function plain(value: unknown): Value {
    if (typeof value !== "object" || value === null) return value as Value;
    if (Array.isArray(value)) return Array.from({ length: value.length }, (_, index) => read(value, index));
    return Object.fromEntries(Object.keys(value).map((key) => [key, read(value, key)]));
}

function read(container: object, key: string | number): Value {
    try {
        return plain((container as Record<string | number, unknown>)[key]);
    } catch (error) {
        // The SDK does not export its class.
        if (error instanceof Error && error.constructor.name === "UnknownValueError") return unknown;
        throw error;
    }
}

/** What is at a path: undefined where there is nothing, unknown where something above it is. */
export function at(value: Value, ...path: readonly string[]): Value {
    return path.reduce<Value>(
        (here, key) => (isGroup(here) ? here[key] : here === unknown ? unknown : undefined),
        value,
    );
}

export const isGroup = (value: Value): value is { [key: string]: Value } =>
    typeof value === "object" && value !== null && !Array.isArray(value);

/** The members of a list; none of anything else. */
export const list = (value: Value): Value[] => (Array.isArray(value) ? value : []);

/** A text; empty for anything else. */
export const text = (value: Value): string => (typeof value === "string" ? value : "");

/** The texts in a list. */
export const texts = (value: Value): string[] => list(value).filter((member) => typeof member === "string");

/** `encrypted` is a boolean to some of AWS's resources and a text to others. */
export const isTrue = (value: Value): boolean => value === true || value === "true";

/** Every group in a value with its path, the value itself first: `values.server.service`. */
export function groups(value: Value, path = ""): { path: string; group: { [key: string]: Value } }[] {
    if (Array.isArray(value)) return value.flatMap((member, index) => groups(member, `${path}[${index}]`));
    if (!isGroup(value)) return [];
    const below = Object.entries(value).flatMap(([key, child]) => groups(child, path === "" ? key : `${path}.${key}`));
    return [{ path, group: value }, ...below];
}

/** A value in a message. */
export function shown(value: Value): string {
    if (value === undefined) return "not set";
    return value === unknown ? "not known yet" : JSON.stringify(value);
}
