import { z } from "zod";
import type { Shape } from "../frame/shape";

const text = z.string();

export const schema = z.object({
    version: z.literal(1),
    files: z.array(
        z.object({
            path: text.describe("Relative to the top of the checkout."),
            text,
            before: text.nullable().describe("What it has now; null for a new file."),
        }),
    ),
    refused: z
        .array(
            z.object({
                rule: text.describe("The rule that reported it; validate --rules lists them."),
                file: text,
                line: z.number(),
                why: text,
                fix: text,
            }),
        )
        .describe("Why nothing was written; empty where nothing speaks against it."),
    written: z.boolean().describe("Whether the files are there now. With --json, only with --yes."),
});

export type Report = z.infer<typeof schema>;

export const shape: Shape = { version: 1, schema };
