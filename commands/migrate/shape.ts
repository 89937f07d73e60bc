import { z } from "zod";
import type { Shape } from "../frame/shape";
import { backward, forward } from "./names";

const text = z.string();

const step = z.object({
    name: z.enum([...new Set([...forward, ...backward])]).describe("Stays what it is when the title's words change."),
    title: text,
    why: text.describe("What happens, and what does not."),
    state: z.enum(["done", "next", "waiting", "later"]).describe("Only what is next is to be done now."),
    byHand: z.array(text).describe("What no command here can do."),
    writes: z.array(text).describe("Commands that write the stack's file, before the commit."),
    patch: text.nullable().describe("For git apply; null where there is none."),
    files: z.array(text).describe("What those commands write."),
    message: text.describe("Of the commit; empty where there is none."),
    runs: z.array(text).describe("What to run, once a commit is merged."),
    waits: z.array(z.object({ command: text, until: text.describe("What it shows once it is time to go on.") })),
});

export const schema = z.object({
    version: z.literal(1),
    stack: text,
    overlay: text.describe("The folder in Git."),
    direction: z.enum(["KRaft", "ZooKeeper"]).describe("ZooKeeper on the way back."),
    says: text.describe("Where the migration stands."),
    phase: text.nullable().describe("status.phase of the KRaftMigrationJob; null without one."),
    subPhase: text.nullable(),
    isWaiting: z.boolean().describe("Whether nothing may be done now."),
    isDone: z.boolean().describe("Whether nothing is left to do."),
    steps: z.array(step),
});

export type Report = z.infer<typeof schema>;

export const shape: Shape = { version: 1, schema };
