import { isObject, textOf } from "../kustomize/json";
import type { Resource } from "../kustomize/resource";
import { at, isOfConfluent } from "../workload/security/nodes";
import { everywhere, type Rule, refuse, rule, type Why } from "./rule";
import { nameOf } from "./workload";

/** Words that Kafka takes, in any letter case where it does (https://kafka.apache.org/documentation/#topicconfigs). */
const words: Readonly<Record<string, readonly string[]>> = {
    "cleanup.policy": ["compact", "delete"],
    "compression.type": ["uncompressed", "zstd", "lz4", "snappy", "gzip", "producer"],
    "message.timestamp.type": ["CreateTime", "LogAppendTime"],
    preallocate: ["true", "false"],
    "remote.storage.enable": ["true", "false"],
    "unclean.leader.election.enable": ["true", "false"],
};

/** Whole numbers, and the least that Kafka takes (the same page). */
const numbers: Readonly<Record<string, number>> = {
    "delete.retention.ms": 0,
    "file.delete.delay.ms": 0,
    "flush.messages": 1,
    "flush.ms": 0,
    "index.interval.bytes": 0,
    "max.compaction.lag.ms": 1,
    "max.message.bytes": 0,
    "min.compaction.lag.ms": 0,
    "min.insync.replicas": 1,
    "retention.ms": -1,
    // 14 until Kafka 3.9 (KIP-1030).
    "segment.bytes": 1048576,
    "segment.index.bytes": 4,
    "segment.jitter.ms": 0,
    "segment.ms": 1,
};

/** What Kafka takes for a setting, where it doesn't take the value. */
function takes(key: string, text: string): string | undefined {
    // An empty list of policies: nothing is deleted.
    if (key === "cleanup.policy" && text.trim() === "") return undefined;
    const [known, least] = [words[key], numbers[key]];
    if (known) {
        // Only the policy is a list.
        const values = key === "cleanup.policy" ? text.split(",").map((one) => one.trim()) : [text.trim()];
        const isBoolean = known[0] === "true";
        const isKnown = (value: string) => known.includes(isBoolean ? value.toLowerCase() : value);
        return values.every(isKnown) ? undefined : known.join(", ");
    }
    if (least === undefined) return undefined;
    const isNumber = /^[+-]?\d+$/.test(text.trim());
    return isNumber && Number(text) >= least ? undefined : `a whole number, at least ${least}`;
}

/** Settings that Kafka doesn't take: the topic is not created, or stays as it is, and its object shows ERROR. */
const settings = (topic: Resource): Why[] => {
    const configs = at(topic.object, "spec.configs");
    return Object.entries(isObject(configs) ? configs : {}).flatMap(([key, value]): Why[] => {
        const wanted = takes(key, textOf(value));
        if (typeof value !== "string" || wanted === undefined) return [];
        return [
            [
                `has ${nameOf(topic)} with configs.${key} ${JSON.stringify(value)}, which Kafka does not take: the operator would report ERROR, and change nothing`,
                `set it to ${wanted.replace(/, (\w+)$/, " or $1")}, in quotes`,
                { resource: topic, field: `spec.configs.${key}` },
            ],
        ];
    });
};

const isTopic = (one: Resource): boolean => isOfConfluent(one) && one.kind === "KafkaTopic";

/**
 * Two objects for the same topic, between whose settings the operator would alternate forever; and settings that Kafka
 * does not take.
 */
export const topicRules: Rule[] = [
    rule(["gitops.path"], ({ gitops, overlay }) => {
        const first = new Map<string, Resource>();
        const topics = (overlay?.resources ?? []).filter(isTopic);
        return topics.flatMap((topic) => {
            const own = textOf(at(topic.object, "spec.name"));
            const name = own || topic.name;
            // What determines the topic's cluster.
            const where = ["kafkaRest", "kafkaRestClassRef"].map((field) => at(topic.object, `spec.${field}`) ?? null);
            const key = JSON.stringify([name, where]);
            const other = first.get(key);
            if (!other) {
                first.set(key, topic);
                return [];
            }
            return [
                refuse(
                    "gitops.path",
                    gitops.path,
                    `has ${nameOf(topic)} for the topic ${name}, for which there already is ${nameOf(other)}: the operator would alternate between their settings`,
                    "remove one of the two, or give one another spec.name",
                    { resource: topic, field: own ? "spec.name" : "metadata.name" },
                ),
            ];
        });
    }),
    ...everywhere((resources) => resources.filter(isTopic).flatMap(settings)),
];
