import { z } from "zod";
import type { Shape } from "../frame/shape";

const text = z.string();

const pending = z.object({
    operation: z.enum(["creating", "updating", "deleting", "reading", "importing"]),
    urn: text,
    type: text,
    name: text,
    meaning: text.describe("What it means, and what becomes of it."),
    result: text.nullable().describe("What has become of it; null where nothing was changed."),
});

export const schema = z.object({
    version: z.literal(1),
    stack: text,
    outcome: z.enum(["nothing", "recovered", "unchanged"]).describe("nothing: the stack was in order."),
    isLocked: z.boolean().describe("Whether an update held the stack's lock when this began."),
    holders: z.array(z.object({ user: text, host: text, pid: z.number(), since: text })),
    pending: z.array(pending).describe("Operations that had been begun, and not noted as ended."),
    left: z.array(z.object({ name: text, id: text, why: text })).describe("Resources that exist, but are in no state."),
    backup: text.nullable().describe("Where the state as it was is kept."),
    next: text.nullable().describe("The operation that was gone on with."),
});

export type Report = z.infer<typeof schema>;

export const shape: Shape = { version: 1, schema };
