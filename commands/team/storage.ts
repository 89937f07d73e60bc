import type { Json } from "../../config/kustomize/json";
import { prices } from "../leftovers/prices";

/** What Kafka applies to a topic that sets none; undefined if the overlay doesn't set it either. */
export interface Defaults {
    /** `default.replication.factor` */
    replicas: number | undefined;
    /** `log.retention.bytes` */
    retentionBytes: number | undefined;
    /** `log.segment.bytes` */
    segmentBytes: number | undefined;
}

/** The parts of a topic that determine how much it may store. */
export interface Stored {
    partitions: number;
    replicas: number | null;
    configs: Readonly<Record<string, Json | undefined>>;
}

/** Kafka's default of `log.segment.bytes` (https://kafka.apache.org/documentation/#brokerconfigs_log.segment.bytes). */
const usualSegment = 1024 ** 3;

/**
 * How many bytes a topic may take up on all brokers, or why nothing limits it.
 *
 * `retention.bytes` limits each replica of each partition. Kafka deletes whole segments, and only those without which the
 * limit would still be exceeded, so that a segment comes on top (https://kafka.apache.org/documentation/#topicconfigs_retention.bytes,
 * and #topicconfigs_segment.bytes).
 */
export function mostOf(
    { partitions, replicas, configs }: Stored,
    defaults: Defaults,
): { bytes: number } | { unlimited: string } {
    const policy = configs["cleanup.policy"];
    if (typeof policy === "string" && !policy.split(",").some((one) => one.trim() === "delete"))
        return {
            unlimited: "it keeps the last record of each key: add delete to its cleanup.policy, and retention.bytes",
        };
    const retention = numberIn(configs["retention.bytes"]) ?? defaults.retentionBytes;
    if (retention === undefined || retention < 0)
        return { unlimited: "set spec.configs.retention.bytes, for each partition" };
    if (replicas === null)
        return { unlimited: "set spec.replicas: its overlay doesn't set default.replication.factor" };
    const segment = numberIn(configs["segment.bytes"]) ?? defaults.segmentBytes ?? usualSegment;
    return { bytes: partitions * replicas * (retention + segment) };
}

/** Settings of a topic are texts. */
const numberIn = (value: Json | undefined): number | undefined =>
    (typeof value === "string" && /^-?\d+$/.test(value)) || typeof value === "number" ? Number(value) : undefined;

/** US dollars a month for so many bytes of gp3. */
export const monthlyOf = (bytes: number): number => Number(prices.volume("gp3", bytes / 1024 ** 3).toFixed(2));
