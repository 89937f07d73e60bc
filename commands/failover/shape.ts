import { z } from "zod";
import type { Shape } from "../frame/shape";
import { back, there } from "./names";

const text = z.string();

const step = z.object({
    name: z.enum([...new Set([...there, ...back])]).describe("Stays what it is when the title's words change."),
    title: text,
    why: text.describe("What happens, and what does not."),
    state: z.enum(["done", "next", "waiting", "later"]).describe("Only what is next is to be done now."),
    byHand: z.array(text).describe("What no command here can do."),
    patch: text.nullable().describe("For git apply; null where there is none."),
    message: text.describe("Of the commit; empty where there is none."),
    waits: z.array(z.object({ command: text, until: text.describe("What it shows once it is time to go on.") })),
});

export const schema = z.object({
    version: z.literal(1),
    stack: text.describe("The one whose cluster takes over."),
    overlay: text.describe("Its folder in Git."),
    from: text.nullable().describe("On the way back, the stack that has taken over; else null."),
    says: text.describe("Where it stands."),
    isWaiting: z.boolean().describe("Whether nothing may be done now."),
    isDone: z.boolean().describe("Whether nothing is left to do but to point clients there."),
    mirrors: z.array(
        z.object({
            topic: text,
            status: text.describe(
                "As Kafka's REST API has it, in capitals; UNKNOWN before the operator says anything.",
            ),
            messagesBehind: z
                .number()
                .nullable()
                .describe("When its source was last reached; null where nobody asked."),
        }),
    ),
    steps: z.array(step),
});

export type Report = z.infer<typeof schema>;

export const shape: Shape = { version: 1, schema };
