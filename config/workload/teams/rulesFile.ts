import { z } from "zod";
import { OverlayError } from "../../kustomize/error";
import type { Json } from "../../kustomize/json";

/**
 * Schema Registry's compatibility modes
 * (https://docs.confluent.io/platform/current/schema-registry/fundamentals/schema-evolution.html).
 */
export const compatibilityModes = [
    "BACKWARD",
    "BACKWARD_TRANSITIVE",
    "FORWARD",
    "FORWARD_TRANSITIVE",
    "FULL",
    "FULL_TRANSITIVE",
    "NONE",
] as const;

const units: Record<string, number> = { ms: 1, s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 };

/** `7d` in milliseconds; undefined if it isn't a duration. */
export function milliseconds(text: string): number | undefined {
    const [, amount = "", unit = ""] = /^([1-9]\d*)(ms|s|m|h|d)$/.exec(text) ?? [];
    const length = units[unit];
    return length === undefined ? undefined : Number(amount) * length;
}

const duration = z
    .string()
    .refine((text) => milliseconds(text) !== undefined, "is not a duration, such as 12h or 30d")
    .transform((text) => milliseconds(text) ?? 0);

const count = z.number("is not a number").int("is not a whole number").min(0, "is below 0");
const atLeastOne = count.min(1, "is below 1");

const expression = z.string().refine((text) => {
    try {
        return new RegExp(text) instanceof RegExp;
    } catch {
        return false;
    }
}, "is not a regular expression");

const quotas = {
    topics: count,
    partitions: count,
    schemas: count,
    connectors: count,
    tasks: count,
};

/** The limits of one team, or of all of them. After reading, durations are in milliseconds. */
const limits = {
    names: z.strictObject({ topic: expression, subject: expression, connector: expression }).partial(),
    partitions: z.strictObject({ least: atLeastOne, most: atLeastOne }).partial(),
    replicas: z.strictObject({ least: atLeastOne, most: atLeastOne }).partial(),
    retention: z.strictObject({ most: duration, forever: z.boolean() }).partial(),
    compatibility: z
        .array(z.enum(compatibilityModes, `is not one of ${compatibilityModes.join(", ")}`))
        .min(1, "is empty"),
    connectorClasses: z.array(z.string()),
    quotas: z.strictObject(quotas).partial(),
};

const every = z.strictObject(limits).partial();

const schema = z.strictObject({
    every,
    teams: z.record(z.string(), every).default({}),
});

/** A team's limits: those of `every`, unless the team's own entry overrides them. What neither sets is not limited. */
export type Limits = z.output<typeof every>;

export interface TeamRules {
    /** The file, relative to the top of the checkout. */
    file: string;
    every: Limits;
    teams: Readonly<Record<string, Limits>>;
}

/** @throws OverlayError if the file contains anything other than rules */
export function parseRules(documents: readonly Json[], file: string): TeamRules {
    const [document = {}, ...more] = documents;
    if (more.length > 0) throw new OverlayError(file, "has several documents", "merge them into one");
    return { file, ...readStrictly(schema, document, file) };
}

/** A team's limits: for each key the team's own, otherwise the one for every team. */
export function limitsOf({ every, teams }: TeamRules, team: string): Limits {
    const own = teams[team] ?? {};
    return {
        ...every,
        ...own,
        names: { ...every.names, ...own.names },
        partitions: { ...every.partitions, ...own.partitions },
        replicas: { ...every.replicas, ...own.replicas },
        retention: { ...every.retention, ...own.retention },
        quotas: { ...every.quotas, ...own.quotas },
    };
}

/** A document with a known shape. @throws OverlayError with the key, what is wrong and what is allowed */
export function readStrictly<Shape extends z.ZodType>(shape: Shape, document: Json, file: string): z.output<Shape> {
    const { success, data, error } = shape.safeParse(document);
    if (success) return data;
    const [issue] = error.issues;
    const path = (issue?.path ?? []).join(".");
    if (issue?.code === "unrecognized_keys") {
        const known = keysAt(shape, issue.path);
        const keys = issue.keys.map((key) => [path, key].filter(Boolean).join(".")).join(", ");
        throw new OverlayError(
            file,
            `has ${keys}, which is not a known key`,
            `remove it; known keys are ${known.join(", ")}`,
        );
    }
    const isMissing =
        issue?.code === "invalid_type" && issue.input === undefined && valueAt(document, issue.path) === undefined;
    const what = isMissing ? `has no ${path}` : `has ${path || "contents"} that ${wordsOf(issue?.message)}`;
    throw new OverlayError(file, what, isMissing ? `add ${path}` : "correct it");
}

const wordsOf = (message = "is wrong"): string =>
    /^Invalid input: expected (\w+)/.test(message) ? `is not of type ${/expected (\w+)/.exec(message)?.[1]}` : message;

const valueAt = (node: unknown, path: readonly PropertyKey[]): unknown =>
    path.reduce<unknown>(
        (at, key) => (typeof at === "object" && at !== null ? (at as Record<PropertyKey, unknown>)[key] : undefined),
        node,
    );

/** The keys of a shape at a path. */
function keysAt(shape: z.ZodType, path: readonly PropertyKey[]): string[] {
    const at = path.reduce<z.core.$ZodType | undefined>((here, key) => inner(here, key), shape);
    const object = at === undefined ? undefined : bareOf(at);
    return object instanceof z.ZodObject ? Object.keys(object.shape) : [];
}

function inner(shape: z.core.$ZodType | undefined, key: PropertyKey): z.core.$ZodType | undefined {
    const bare = shape === undefined ? undefined : bareOf(shape);
    if (bare instanceof z.ZodObject) return (bare.shape as Record<PropertyKey, z.core.$ZodType>)[key];
    if (bare instanceof z.ZodRecord) return bare.valueType;
    return undefined;
}

function bareOf(shape: z.core.$ZodType): z.core.$ZodType {
    const { innerType } = shape._zod.def as { innerType?: z.core.$ZodType };
    return innerType ? bareOf(innerType) : shape;
}
