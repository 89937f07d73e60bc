import type { Json } from "../kustomize/json";
import type { Resource } from "../kustomize/resource";
import { confluentGroup } from "./confluentKinds";
import { annotationOf, child } from "./platform";

/** The number of copies that an object requests for a topic, and the field that contains it. */
export interface Copies {
    /** A field, or a list's field and the setting in it: `configOverrides.server offsets.topic.replication.factor`. */
    field: string;
    copies: number;
}

const server = "configOverrides.server";

/** Settings for the number of copies that have to be in sync. */
export const inSync = /^min\.insync\.replicas$|\.min\.isr$/;

/** Fields and settings for the number of a topic's copies, in every kind. */
export function copiesOf(resource: Resource): Copies[] {
    const { kind, object } = resource;
    const spec = child(object, "spec");
    const field = (path: string, value: Json | undefined): Copies[] =>
        typeof value === "number" ? [{ field: path, copies: value }] : [];
    const isCopies = (key: string) => /(replication(\.factor)?|\.replicas)$/.test(key) && !inSync.test(key);
    return [
        ...field("spec.internalTopicReplicatorFactor", child(spec, "internalTopicReplicatorFactor")),
        ...field("spec.internalTopicReplicationFactor", child(spec, "internalTopicReplicationFactor")),
        ...field("spec.metricReporter.replicationFactor", child(child(spec, "metricReporter"), "replicationFactor")),
        ...(kind === "KafkaTopic" ? field("spec.replicas", child(spec, "replicas")) : []),
        ...settingsOf(resource)
            .filter(({ key }) => isCopies(key))
            .map(({ field, value }) => ({ field, copies: value })),
    ];
}

/** A numeric setting. */
export interface Setting {
    field: string;
    key: string;
    value: number;
}

/**
 * The integer settings of a component's server, of a topic and of a connector; for one that is set twice, the last
 * value.
 */
export function settingsOf({ kind, object }: Resource): Setting[] {
    const spec = child(object, "spec");
    const lines = child(child(spec, "configOverrides"), "server");
    const ofServer = (Array.isArray(lines) ? lines : []).flatMap((line) => settingOf(server, line));
    const configs = kind === "Connector" || kind === "KafkaTopic" ? child(spec, "configs") : undefined;
    const ofConfigs =
        typeof configs === "object" && configs !== null && !Array.isArray(configs)
            ? Object.entries(configs).flatMap(([key, value]) =>
                  settingOf("configs", `${key}=${typeof value === "object" ? "" : value}`),
              )
            : [];
    return [...new Map([...ofServer, ...ofConfigs].map((one) => [one.field, one])).values()];
}

function settingOf(path: string, line: Json): Setting[] {
    const [, key = "", value] = /^\s*([\w.-]+)\s*=\s*(\d+)\s*$/.exec(typeof line === "string" ? line : "") ?? [];
    return value === undefined ? [] : [{ field: `${path} ${key}`, key, value: Number(value) }];
}

/**
 * In a cluster whose brokers are in several regions, an overlay contains the brokers of one region: each Kafka starts
 * counting at a different number (confluent-kubernetes-examples, hybrid/multi-region-clusters).
 */
const idOffset = `${confluentGroup}/broker-id-offset`;

export const hasBrokersElsewhere = (resources: readonly Resource[]): boolean =>
    resources.some((one) => one.kind === "Kafka" && annotationOf(one, idOffset) !== undefined);

/** Whether an object's topics are in the overlay's own Kafka, as far as can be determined. */
export function isOfThisKafka({ object }: Resource): boolean {
    const spec = child(object, "spec");
    if (child(child(spec, "kafkaRest"), "endpoint") !== undefined) return false;
    const restClass = child(child(spec, "kafkaRestClassRef"), "name");
    if (restClass !== undefined && restClass !== "default") return false;
    const address = child(child(child(spec, "dependencies"), "kafka"), "bootstrapEndpoint");
    // An address with a domain most likely belongs to a different cluster.
    return typeof address !== "string" || /^[\w-]+:\d+$/.test(address) || address.includes(".svc");
}
