import { z } from "zod";
import type { Shape } from "../frame/shape";

const text = z.string();

const finding = z.object({
    object: z.object({
        apiVersion: text,
        kind: text,
        namespace: text.optional(),
        name: text,
        uid: text.optional(),
    }),
    doing: z.enum(["being deleted", "syncing"]),
    since: text.describe("RFC 3339."),
    keeper: text.describe("What keeps it, such as a finalizer's name."),
    why: text,
    waitsFor: z.enum(["kubernetes", "controller", "user"]).describe("Who has to act next, where there is no remedy."),
    remedy: text.nullable().describe("What this command can do about it."),
    consequence: text.nullable().describe("What that leaves."),
    advice: z.array(text).describe("Commands to type."),
});

export const schema = z.object({
    version: z.literal(1),
    namespace: text,
    server: text.describe("URL of the API server."),
    isFree: z.boolean().describe("Whether nothing is stuck, or no longer is."),
    findings: z.array(finding).describe("What is stuck at the end."),
    done: z
        .array(z.object({ what: text, object: text, refused: text.nullable() }))
        .describe("What was fixed, or refused."),
    unread: z.array(text).describe("What could not be read."),
});

export type Report = z.infer<typeof schema>;

export const shape: Shape = { version: 1, schema };
