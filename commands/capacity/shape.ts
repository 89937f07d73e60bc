import { z } from "zod";
import type { Shape } from "../frame/shape";

const text = z.string();
const room = z.object({
    cpu: z.int().describe("Thousandths of a CPU."),
    memory: z.int().describe("MiB."),
    pods: z.int(),
});

const pod = z.object({
    name: text,
    namespace: text,
    of: text.describe("What makes it, such as Kafka kafka, EKS or Argo CD."),
    isPlatform: z.boolean().describe("Whether it is of the overlay, and not of what is beside it."),
    cpu: z.int().describe("What it asks for, in thousandths."),
    memory: z.int().describe("What it asks for, in MiB."),
});

export const schema = z.object({
    version: z.literal(1),
    overlay: text.describe("Its folder."),
    fits: z.boolean(),
    asks: room.describe("What the overlay's pods ask for together."),
    nodes: z.array(
        z.object({
            name: text,
            type: text,
            zone: text,
            allocatable: room.describe("What is left for pods, and how many get an address."),
            taken: room,
            pods: z.array(pod),
        }),
    ),
    waiting: z.array(z.object({ ...pod.shape, why: text.describe("The scheduler's own words.") })),
    wouldFit: z
        .array(z.object({ nodes: text.describe("As --nodes takes them."), what: text }))
        .describe("Nodes that were tried, and would do; empty where everything fits, or none of those tried would."),
    notCounted: z.array(text).describe("Objects of the overlay whose pods are not known here."),
});

export type Report = z.infer<typeof schema>;

export const shape: Shape = { version: 1, schema };
