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
    of: text.describe("What creates it, such as Kafka kafka, EKS or Argo CD."),
    isPlatform: z.boolean().describe("Whether it belongs to the overlay."),
    cpu: z.int().describe("What it requests, in thousandths."),
    memory: z.int().describe("What it requests, in MiB."),
});

export const placed = z.object({
    version: z.literal(1),
    overlay: text.describe("Its folder."),
    fits: z.boolean(),
    asks: room.describe("The sum of the requests of the overlay's pods."),
    nodes: z.array(
        z.object({
            name: text,
            type: text.describe("Empty if a node of a cluster doesn't report it."),
            zone: text.describe("Empty if a node of a cluster doesn't report it."),
            allocatable: room.describe("What is available for pods, and how many get an address."),
            taken: room,
            pods: z.array(pod),
        }),
    ),
    waiting: z.array(z.object({ ...pod.shape, why: text.describe("The scheduler's own words.") })),
    couldFit: z
        .boolean()
        .nullable()
        .describe("Whether every pod can be placed, even if the scheduler didn't find how; null if that isn't known."),
    wouldFit: z
        .array(z.object({ nodes: text.describe("As --nodes takes them."), what: text }))
        .describe(
            "Nodes that were tried and would be sufficient; empty if everything fits, or if none of those tried would.",
        ),
    notCounted: z.array(text).describe("Objects of the overlay whose pods this command doesn't know."),
});

const rate = z.number().describe("MB/s, of 10^6 bytes.");

export const throughput = z.object({
    version: z.literal(1),
    asked: z.object({
        messages: rate,
        retention: z.number().describe("Seconds."),
        replication: z.int(),
        consumers: z.int().describe("Consumer groups, each of which reads everything."),
    }),
    storage: z.object({
        kept: z.number().describe("GB that brokers store."),
        volumes: z.number().describe("GB that volumes need for that."),
    }),
    brokers: z.object({
        count: z.int(),
        because: z.array(z.object({ what: text, least: z.int() })).describe("How many each limit requires."),
    }),
    each: z
        .object({
            volume: z.int().describe("GiB."),
            written: rate.describe("To the volume, in MB/s."),
            in: rate.describe("Over the network, in MB/s."),
            out: rate.describe("Over the network, in MB/s."),
            pageCache: z.number().describe("GiB."),
        })
        .describe("The load of each broker while one of them is unavailable; the volume is the size of each."),
    sources: z.array(z.object({ of: text, url: text })),
});

export const schema = z.union([placed, throughput]);

export type Report = z.infer<typeof placed>;
export type ThroughputReport = z.infer<typeof throughput>;

export const shape: Shape = { version: 1, schema };
