import { z } from "zod";
import type { Shape } from "../frame/shape";

const text = z.string();

const volume = z.object({
    name: text.describe("Of the PersistentVolume."),
    handle: text.describe("Of the EBS volume."),
    capacity: text.describe("Such as 20Gi."),
    phase: text.describe("Bound, Released or Failed."),
    since: text.nullable().describe("Since when it is in that phase, RFC 3339."),
    message: text.nullable().describe("Why the driver has not deleted it, in its own words."),
    claim: z.object({ namespace: text, name: text, isDeleted: z.boolean() }).nullable(),
    pods: z.array(text).describe("Pods that hold the claim."),
    attachments: z.array(z.object({ name: text, node: text })),
    why: text.describe("What keeps it."),
    command: text.describe("What to do about it."),
});

export const schema = z.object({
    version: z.literal(1),
    isGone: z.boolean().describe("Whether no volume is left."),
    left: z.array(volume),
});

export type Report = z.infer<typeof schema>;

export const shape: Shape = { version: 1, schema };
