import { z } from "zod";
import type { Shape } from "../frame/shape";

const text = z.string();

const form = z.object({
    name: text,
    what: text.describe("What it is, and how each key is written."),
    source: text.describe("Where that was read."),
});

const secret = z.object({
    name: text,
    keys: z.array(text).describe("Those that its readers look for; of a certificate, those of one way to give it."),
    forms: z.array(form),
    origin: z
        .enum(["overlay", "elsewhere", "made here", "given"])
        .describe("Who makes it: an object of the overlay, something beside it, this command, or you."),
    madeBy: z.array(text).describe("Objects of the overlay, or what else makes it."),
    lacks: z.array(text).describe("Keys that are looked for, and that the object of the overlay does not make."),
    optional: z.boolean().describe("Whether its readers do without it."),
    usedBy: z.array(z.object({ object: text, field: text, file: text })),
});

const clear = z.object({
    file: text.describe("Relative to the top of the repository."),
    line: z.int().describe("The first is 1."),
    object: text.nullable().describe("Which object, and where in it; null in a file that is none."),
    what: text,
    fix: text,
});

const change = z.object({
    secret: text,
    keys: z.array(text).describe("Those that are new or have changed."),
    rolls: z.array(
        z.object({
            object: text,
            how: z.enum(["reloads", "is rolled by the operator", "roll it", "reads it anew", "not known"]),
            source: text.describe("A page, or why it is taken to be so."),
        }),
    ),
});

const absent = z.object({
    secret: text,
    keys: z.array(text),
    what: text,
    variables: z.array(text).describe("The variables that they may be given by, beside --from."),
});

export const schema = z.object({
    version: z.literal(1),
    overlay: text.nullable().describe("Null with --check, which is about a whole repository."),
    namespace: text.nullable(),
    secrets: z.array(secret).describe("What the overlay refers to; empty with --check."),
    rotation: z
        .object({ step: text, next: text.nullable().describe("What comes after it; null where nothing does.") })
        .nullable()
        .describe("With --rotate: the step that was taken."),
    changes: z.array(change).describe("What was sealed, pushed, applied or written."),
    missing: z.array(absent).describe("What only you know, and haven't passed."),
    inTheClear: z.array(clear).describe("With --check: what is in plain text in the repository."),
});

export type Report = z.infer<typeof schema>;

export const shape: Shape = { version: 1, schema };
