import { z } from "zod";
import type { Shape } from "../frame/shape";
import type { Comparison } from "./model";

const text = z.string();
const value = z.union([text, z.array(text)]).optional();
const change = z.object({
    path: text.describe("spec.replicas; a resource's input in the engine's notation."),
    before: value.describe("Left out where there is none. A secret is masked."),
    after: value,
    forces: z.boolean().describe("Whether the resource is replaced because of this."),
});
const state = z
    .enum(["same", "changed", "added", "removed", "broken", "mended"])
    .describe("broken: head is refused. mended: base is refused, and head isn't.");
const refusals = z.array(z.object({ side: z.enum(["base", "head"]), message: text }));
export const losses = z
    .array(
        z.object({
            severity: z.enum(["data", "service"]),
            where: text.describe("A stack, or overlays, in Markdown."),
            what: text.describe("What happens to which object, in Markdown."),
            lost: text.describe("What is lost."),
        }),
    )
    .describe("Data that is lost, or a service that is interrupted.");

const stack = z.object({
    stack: text,
    state,
    refusals,
    resources: z.array(
        z.object({
            op: z.enum(["replaced", "removed", "changed", "added"]),
            type: text.describe("Type token, such as aws:ec2/vpc:Vpc."),
            name: text,
            layer: text.describe("Class of its layer, such as Network."),
            inputs: z.array(change),
            retained: z.boolean().describe("Whether the actual resource stays although it leaves the stack."),
        }),
    ),
    unchanged: z.number().describe("How many resources don't change."),
    notes: z.array(text).describe("Sentences in Markdown."),
    losses,
});

const folder = {
    path: text.describe("Relative to the checkout's root."),
    basePath: text.optional().describe("Set if a stack follows another folder than before: the previous one."),
    stacks: z.array(text).describe("Stacks of head that follow it."),
    state,
    refusals,
    losses,
};
const op = z.enum(["removed", "changed", "added"]);

export const objects = z.array(
    z.object({
        op,
        object: text.describe("Kind/name."),
        fields: z.array(change),
    }),
);
const final = losses.optional().describe("What git revert can't undo. Left out if there is nothing.");
const overlay = z.object({ ...folder, objects, final });

const addons = z.object({
    ...folder,
    addons: z.array(
        z.object({
            op,
            name: text.describe("Name of its Application."),
            chart: text,
            version: z
                .object({ before: text.optional(), after: text.optional() })
                .describe("Version of the chart. A side that does not have the addon is left out."),
            releases: text.optional().describe("URL of the chart's release notes, if the program knows it."),
            fields: z.array(change).describe("What else changes in the Application, such as its values."),
        }),
    ),
});

export const shape: Shape = {
    version: 1,
    schema: z.object({
        base: text,
        head: text,
        served: z.array(text).describe("What is simulated, and what was not compared."),
        stacks: z.array(stack),
        overlays: z.array(overlay),
        addons: z.array(addons).describe("Folders of gitops.addons."),
    }) satisfies z.ZodType<Comparison>,
};
