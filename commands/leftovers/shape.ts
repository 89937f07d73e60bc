import { z } from "zod";
import type { Shape } from "../frame/shape";

const text = z.string();

const leftover = z.object({
    kind: text.describe("Such as EBS volume."),
    id: text.describe("What AWS's commands take."),
    what: text.describe("What it was for."),
    monthlyUsd: z.number().describe("US dollars a month, about."),
    stays: z
        .enum(["retained", "in use", "goes by itself", "the stack's"])
        .nullable()
        .describe("Why it is not to be deleted now; null for what is only left over."),
    because: text.nullable(),
    command: text.nullable().describe("What deletes it, or brings that about."),
});

export const schema = z.object({
    stack: text,
    cluster: text,
    region: text,
    pricesOf: text.describe("The region and the month of the prices."),
    leftovers: z.array(leftover),
    unseen: z.array(text).describe("What could not be looked for, with the permission that is missing."),
});

export type Report = z.infer<typeof schema>;

export const shape: Shape = { version: 1, schema };
