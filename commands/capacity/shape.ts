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

export const placed = z.object({
    version: z.literal(1),
    overlay: text.describe("Its folder."),
    fits: z.boolean(),
    asks: room.describe("What the overlay's pods ask for together."),
    nodes: z.array(
        z.object({
            name: text,
            type: text.describe("Empty where a node of a cluster says none."),
            zone: text.describe("Empty where a node of a cluster says none."),
            allocatable: room.describe("What is left for pods, and how many get an address."),
            taken: room,
            pods: z.array(pod),
        }),
    ),
    waiting: z.array(z.object({ ...pod.shape, why: text.describe("The scheduler's own words.") })),
    couldFit: z
        .boolean()
        .nullable()
        .describe(
            "Whether there is a way to place every pod, whether or not the scheduler found it; null where it was not found out.",
        ),
    wouldFit: z
        .array(z.object({ nodes: text.describe("As --nodes takes them."), what: text }))
        .describe("Nodes that were tried, and would do; empty where everything fits, or none of those tried would."),
    notCounted: z.array(text).describe("Objects of the overlay whose pods are not known here."),
});

const rate = z.number().describe("MB/s, of 10^6 bytes.");

export const throughput = z.object({
    version: z.literal(1),
    asked: z.object({
        messages: rate,
        retention: z.number().describe("Seconds."),
        replication: z.int(),
        consumers: z.int().describe("Groups of consumers, each of which reads everything."),
    }),
    storage: z.object({
        kept: z.number().describe("GB that brokers keep."),
        volumes: z.number().describe("GB that volumes need for that."),
    }),
    brokers: z.object({
        count: z.int(),
        because: z.array(z.object({ what: text, least: z.int() })).describe("How many each limit asks for."),
    }),
    each: z
        .object({
            volume: z.int().describe("GiB."),
            written: rate.describe("To the volume, in MB/s."),
            in: rate.describe("Over the network, in MB/s."),
            out: rate.describe("Over the network, in MB/s."),
            pageCache: z.number().describe("GiB."),
        })
        .describe("What a broker takes while one of them is away; the volume is that of each."),
    sources: z.array(z.object({ of: text, url: text })),
});

export const schema = z.union([placed, throughput]);

export type Report = z.infer<typeof placed>;
export type ThroughputReport = z.infer<typeof throughput>;

export const shape: Shape = { version: 1, schema };
