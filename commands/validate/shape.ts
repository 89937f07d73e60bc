import { z } from "zod";
import type { Shape } from "../frame/shape";

const text = z.string();

const finding = z.object({
    rule: text.describe("The rule that reported it; validate --rules lists them."),
    severity: z.enum(["error", "warning"]),
    file: text.describe("Relative to the top of the checkout."),
    line: z.number().describe("The first line is 1."),
    object: text.nullable().describe("KIND/NAME; null if it is not about one object."),
    why: text,
    fix: text.describe("What to do."),
    overlays: z.array(text).describe("The folders in which it occurs."),
});

const overlay = z.object({
    path: text,
    stacks: z
        .array(text)
        .describe("The stacks of this checkout that follow it: the check uses their kinds and namespaces."),
    assumedKinds: z
        .array(text)
        .describe("Without such a stack, the kinds of its objects, which are assumed to be allowed."),
    objects: z.number(),
});

const schemas = z.object({
    by: z
        .enum(["API server", "JSON schemas"])
        .nullable()
        .describe("What checked them: JSON schemas in CRDs if the tools are not built. Null if there is neither."),
    source: text.nullable().describe("Where the CRDs come from."),
    unchecked: z.array(text).describe("Kinds whose objects were not checked against a schema."),
});

export const schema = z.object({
    version: z.literal(1),
    overlays: z.array(overlay),
    schemas,
    findings: z.array(finding),
});

export type Report = z.infer<typeof schema>;
export type Finding = z.infer<typeof finding>;

export const shape: Shape = { version: 1, schema };
