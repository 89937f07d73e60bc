import { z } from "zod";
import type { PreviewedResource } from "../../rehearsal/engine/collect";
import type { Shape } from "../frame/shape";

const resource = z.object({
    urn: z.string(),
    type: z.string().describe("Type token, such as aws:ec2/vpc:Vpc."),
    op: z.string().describe("create, update, replace, delete, same, read or import."),
    provider: z.string().describe("Reference of the provider; empty for components."),
    parent: z.string().describe("URN; empty for the stack itself."),
    protect: z.boolean().describe("Whether the engine refuses to delete or replace it."),
    inputs: z
        .record(z.string(), z.unknown())
        .describe("[secret] stands for a secret, [unknown] for what only the update will tell."),
}) satisfies z.ZodType<PreviewedResource>;

export const shape: Shape = {
    version: 1,
    schema: z.array(resource).describe("The resources of the stack, in the order in which the engine decided."),
};
