import { z } from "zod";
import type { Shape } from "../frame/shape";

const text = z.string();

const step = z.object({
    title: text,
    why: text.describe("What happens, and what does not."),
    done: z.boolean(),
    byHand: z.array(text).describe("What to write by hand, where no patch can be given."),
    writes: z.array(text).describe("Commands that write the stack's file, before the commit."),
    patch: text.nullable().describe("For git apply; null where there is none."),
    files: z.array(text).describe("What those commands write."),
    message: text.describe("Of the commit."),
    runs: z.array(text).describe("What to run once the commit is merged."),
    waits: z.array(z.object({ command: text, until: text.describe("What it shows once it is time to go on.") })),
});

export const schema = z.object({
    version: z.literal(1),
    stack: text,
    what: z.enum(["operator", "kubernetes"]),
    from: text,
    to: text,
    isDone: z.boolean().describe("Whether nothing is left to do."),
    steps: z.array(step),
});

export type Report = z.infer<typeof schema>;

export const shape: Shape = { version: 1, schema };
