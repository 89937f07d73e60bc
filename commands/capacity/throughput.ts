import { plural } from "../frame/words";
import type { ThroughputReport } from "./shape";

/** What is written, how long it is kept, how many replicas it has, and how often it is read. */
export interface Asked {
    /** Bytes per second at the peak, compressed, as they are sent. */
    messages: number;
    /** Seconds. */
    retention: number;
    replication: number;
    /** Consumer groups, each of which reads everything. */
    consumers: number;
}

/** The source of each formula and figure. */
const sources = {
    throughput:
        "https://aws.amazon.com/blogs/big-data/best-practices-for-right-sizing-your-apache-kafka-clusters-to-optimize-performance-and-cost/",
    disk: "https://docs.aws.amazon.com/msk/latest/developerguide/cluster-alerts.html",
    volume: "https://docs.aws.amazon.com/ebs/latest/userguide/general-purpose.html",
    memory: "https://docs.confluent.io/platform/current/kafka/deployment.html",
    brokers: "https://docs.confluent.io/operator/current/co-plan-sizing.html",
};

/** How full a volume may be. Above this, Amazon MSK tells its users to act. */
const fullest = 0.8;

/**
 * The throughput of gp3 that is included in its price, in bytes per second, and its largest size that every region has
 * always had.
 */
const gp3 = { throughput: 125 * 1024 ** 2, size: 16 * 1024 ** 4 };

/** Confluent's minimum for production. */
const fewest = 3;

/** How long a broker should be able to buffer what is written, in seconds: a rule of thumb of Kafka and Confluent. */
const buffered = 30;

/**
 * What a throughput requires. With t for what is written, r for the replication factor and c for the number of consumer
 * groups, brokers write t × r to their volumes, receive t × r over the network, and send t × (c + r - 1). This is the
 * formula in AWS's post on sizing Kafka clusters, which says how much n brokers can do, solved for n. It is solved for one
 * broker fewer, so that the others can handle the load while one is unavailable.
 */
export function throughputOf({ messages, retention, replication, consumers }: Asked): ThroughputReport {
    const kept = messages * retention * replication;
    const volumes = kept / fullest;
    const because = [
        { what: "Confluent's minimum for production", least: fewest },
        { what: "a broker for each replica", least: replication },
        {
            what: "the throughput of a gp3 volume (125 MiB/s), with one broker unavailable",
            least: Math.ceil((messages * replication) / gp3.throughput) + 1,
        },
        { what: "the size of a gp3 volume (16 TiB)", least: Math.ceil(volumes / gp3.size) },
    ];
    const count = Math.max(...because.map(({ least }) => least));
    const working = count - 1;
    return {
        version: 1,
        asked: { messages: megabytes(messages), retention, replication, consumers },
        storage: { kept: gigabytes(kept), volumes: gigabytes(volumes) },
        brokers: { count, because },
        each: {
            volume: Math.ceil(volumes / count / 1024 ** 3),
            written: megabytes((messages * replication) / working),
            in: megabytes((messages * replication) / working),
            out: megabytes((messages * (consumers + replication - 1)) / working),
            pageCache: rounded(((messages * replication) / working) * (buffered / 1024 ** 3)),
        },
        sources: [
            { of: "volumes' throughput and network", url: sources.throughput },
            { of: `a volume that is at most ${fullest * 100} % full`, url: sources.disk },
            { of: "gp3", url: sources.volume },
            { of: `page cache for ${buffered} seconds`, url: sources.memory },
            { of: "the minimum number of brokers", url: sources.brokers },
        ],
    };
}

const rounded = (value: number): number => Math.round(value * 100) / 100;
const megabytes = (bytes: number): number => rounded(bytes / 1e6);
const gigabytes = (bytes: number): number => rounded(bytes / 1e9);

/** The same for people. */
export function renderThroughput({ asked, storage, brokers, each, sources: from }: ThroughputReport): string {
    const { messages, retention, replication, consumers } = asked;
    const most = brokers.because.find(({ least }) => least === brokers.count)?.what ?? "";
    return [
        `${messages} MB/s, kept for ${spanText(retention)} in ${plural(replication, "copy", "copies")}, read by ${plural(consumers, "group")} of consumers:`,
        "",
        `    volumes    ${storage.volumes} GB in total: ${messages} MB/s × ${spanText(retention)} × ${replication} is ${storage.kept} GB, in volumes that are at most ${fullest * 100} % full`,
        `    brokers    ${brokers.count}, for ${most}`,
        ...brokers.because.map(({ what, least }) => `               ${String(least).padStart(3)}  ${what}`),
        "",
        "Each broker, while one of them is unavailable:",
        `    volume     ${each.volume} GiB`,
        `    writes     ${each.written} MB/s`,
        `    network    ${each.in} MB/s in, ${each.out} MB/s out: choose an instance type with a higher baseline, for the network and for EBS`,
        `    memory     ${each.pageCache} GiB of page cache, in addition to the heap`,
        "",
        "These formulas were used:",
        ...from.map(({ of, url }) => `    ${of}: ${url}`),
    ].join("\n");
}

function spanText(seconds: number): string {
    if (seconds % 86_400 === 0) return plural(seconds / 86_400, "day");
    if (seconds % 3600 === 0) return plural(seconds / 3600, "hour");
    return plural(rounded(seconds / 60), "minute");
}
