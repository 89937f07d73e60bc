import { z } from "zod";

/** Describes one configuration key. The error messages and docs/configuration.md are generated from this. */
export interface Field {
    /** What is accepted, as a phrase: "an IPv4 block from /16 to /24". */
    allowed: string;
    /** What the key does. */
    meaning: string;
    /** A value that is accepted. */
    example: unknown;
}

export const fields = z.registry<Field>();

/** A schema with its description. */
export function field<Schema extends z.ZodType>(schema: Schema, description: Field): Schema {
    fields.add(schema, description);
    return schema;
}

/** The schema below optional(), default() and prefault(). */
export function bare(schema: z.core.$ZodType): z.core.$ZodType {
    const inner = (schema._zod.def as { innerType?: z.core.$ZodType }).innerType;
    return inner ? bare(inner) : schema;
}

/** The description of a schema, even if it is wrapped in optional(), default() or prefault(). */
export function descriptionOf(schema: z.core.$ZodType): Field | undefined {
    const inner = (schema._zod.def as { innerType?: z.core.$ZodType }).innerType;
    return fields.get(schema) ?? (inner && descriptionOf(inner));
}

/** One of several words. */
export function choice<const Words extends readonly [string, ...string[]]>(words: Words) {
    return z.enum(words);
}

/** A Kubernetes namespace (RFC 1123 label). */
export const namespace = () =>
    z.string().regex(/^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/, "is not a valid name in Kubernetes");

/**
 * A version. YAML and JSON read an unquoted 1.34 as a number, so numbers are accepted, too. By then, an unquoted 1.30 has
 * lost its zero, and the list of versions that follows rejects it.
 */
export const version = () => z.preprocess((value) => (typeof value === "number" ? String(value) : value), z.string());
