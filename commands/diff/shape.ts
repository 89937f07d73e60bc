import { z } from "zod";
import type { Shape } from "../frame/shape";
import type { Comparison } from "./model";

const text = z.string();
const value = z.union([text, z.array(text)]).optional();
const change = z.object({
    path: text.describe("spec.replicas; a resource's input in the engine's notation."),
    before: value.describe("Left out where there is none. A secret is masked."),
    after: value,
    forces: z.boolean().describe("Whether the resource is replaced for this."),
});
const state = z
    .enum(["same", "changed", "added", "removed", "broken", "mended"])
    .describe("broken: head is refused. mended: base is refused, head is not.");
const refusals = z.array(z.object({ side: z.enum(["base", "head"]), message: text }));
const losses = z
    .array(
        z.object({
            severity: z.enum(["data", "service"]),
            where: text.describe("A stack, or overlays, in Markdown."),
            what: text.describe("What happens to what, in Markdown."),
            lost: text.describe("What is lost by it."),
        }),
    )
    .describe("Data that goes, or a service that is interrupted.");

const stack = z.object({
    stack: text,
    state,
    refusals,
    resources: z.array(
        z.object({
            op: z.enum(["replaced", "removed", "changed", "added"]),
            type: text.describe("Type token, such as aws:ec2/vpc:Vpc."),
            name: text,
            layer: text.describe("Class of the layer that it is in, such as Network."),
            inputs: z.array(change),
            retained: z.boolean().describe("Whether the real thing stays although the stack lets go of it."),
        }),
    ),
    unchanged: z.number().describe("How many resources stay as they are."),
    notes: z.array(text).describe("Sentences in Markdown."),
    losses,
});

const overlay = z.object({
    path: text.describe("From the checkout's root."),
    basePath: text.optional().describe("Where a stack follows another overlay than before: the one before."),
    stacks: z.array(text).describe("Stacks of head that follow it."),
    state,
    refusals,
    objects: z.array(
        z.object({
            op: z.enum(["removed", "changed", "added"]),
            object: text.describe("Kind/name."),
            fields: z.array(change),
        }),
    ),
    losses,
});

export const shape: Shape = {
    version: 1,
    schema: z.object({
        base: text,
        head: text,
        served: z.array(text).describe("Who stands in for whom, and what was not compared."),
        stacks: z.array(stack),
        overlays: z.array(overlay),
    }) satisfies z.ZodType<Comparison>,
};
