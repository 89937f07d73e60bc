export type Json = string | number | boolean | null | Json[] | JsonObject;
export interface JsonObject {
    [field: string]: Json | undefined;
}

/** A value that is a string; empty if it isn't one. */
export const textOf = (value: Json | undefined): string => (typeof value === "string" ? value : "");

/** A value that is a list; empty if it isn't one. */
export const listOf = (value: Json | undefined): readonly Json[] => (Array.isArray(value) ? value : []);

export function isObject(value: unknown): value is JsonObject {
    return typeof value === "object" && value !== null && !Array.isArray(value);
}
