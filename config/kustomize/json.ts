export type Json = string | number | boolean | null | Json[] | JsonObject;
export interface JsonObject {
    [field: string]: Json | undefined;
}

/** A value that is text; empty where it is none. */
export const textOf = (value: Json | undefined): string => (typeof value === "string" ? value : "");

/** A value that is a list; empty where it is none. */
export const listOf = (value: Json | undefined): readonly Json[] => (Array.isArray(value) ? value : []);

export function isObject(value: unknown): value is JsonObject {
    return typeof value === "object" && value !== null && !Array.isArray(value);
}
