import { z } from "zod";
import type { PreviewedResource } from "../../rehearsal/engine/collect";
import type { Shape } from "../frame/shape";
import type { PreviewedAddon } from "./addons";

const resource = z.object({
    urn: z.string(),
    type: z.string().describe("Type token, such as aws:ec2/vpc:Vpc."),
    op: z.string().describe("create, update, replace, delete, same, read or import."),
    provider: z.string().describe("Reference of the provider; empty for components."),
    parent: z.string().describe("URN; empty for the stack itself."),
    protect: z.boolean().describe("Whether the engine refuses to delete or replace it."),
    inputs: z
        .record(z.string(), z.unknown())
        .describe("[secret] stands for a secret, [unknown] for a value that is only known after the update."),
}) satisfies z.ZodType<PreviewedResource>;

const text = z.string();
const addon = z.object({
    name: text.describe("The Application, in the namespace confluent-addons."),
    chart: text,
    version: text,
    repository: text.describe("Where Argo CD gets the chart: mirrors.charts, if the stack sets it."),
    namespace: text.describe("Where the chart is deployed."),
    images: z.array(text).describe("The images in its values, without tags, from mirrors.images if the stack sets it."),
    aws: z
        .object({
            serviceAccount: text,
            role: text.describe(
                "The ARN of the role that the stack names, or the name of the resource that it creates.",
            ),
            secrets: z
                .array(text)
                .describe(
                    "ARNs of the secrets that it may read, with wildcards. Empty for a role that the stack only names.",
                ),
        })
        .optional()
        .describe("The role that the stack gives its pods by EKS Pod Identity. Left out if it gives none."),
}) satisfies z.ZodType<PreviewedAddon>;

export const shape: Shape = {
    version: 2,
    schema: z.object({
        resources: z.array(resource).describe("The resources of the stack, in the order in which the engine decided."),
        addons: z
            .array(addon)
            .describe(
                "What Argo CD deploys from gitops.addons, before the platform. Empty for a stack without addons.",
            ),
    }),
};
