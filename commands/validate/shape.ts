import { z } from "zod";
import type { Shape } from "../frame/shape";

const text = z.string();

const finding = z.object({
    rule: text.describe("The rule that says it; validate --rules lists them."),
    severity: z.enum(["error", "warning"]),
    file: text.describe("From the top of the checkout."),
    line: z.number().describe("The first line is 1."),
    object: text.nullable().describe("KIND/NAME; null where it is not about one object."),
    why: text,
    fix: text.describe("What to do."),
    overlays: z.array(text).describe("Folders that have it."),
});

const overlay = z.object({
    path: text,
    stacks: z
        .array(text)
        .describe("The stacks of this checkout that follow it: their kinds and namespaces were taken."),
    assumedKinds: z
        .array(text)
        .describe("Without such a stack, the kinds that were taken as allowed, because its objects are of them."),
    objects: z.number(),
});

const schemas = z.object({
    by: z
        .enum(["API server", "JSON schemas"])
        .nullable()
        .describe(
            "What checked them: JSON schemas in CRDs where the tools are not built. Null where there is neither.",
        ),
    source: text.nullable().describe("Where the CRDs are from."),
    unchecked: z.array(text).describe("Kinds whose objects were checked against no schema."),
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
