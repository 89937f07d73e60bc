import type { Resource } from "../kustomize/resource";
import type { Json } from "../kustomize/json";
import { child } from "../workload/platform";
import { type Rule, refuse, rule } from "./rule";

/** Replication on more brokers than there are: Kafka makes no such topic, and what needs it does not start. */
export const replicationRules: Rule[] = [
    rule(["gitops.path"], ({ gitops, overlay }) => {
        const { brokers = 0, resources = [] } = overlay ?? {};
        if (brokers === 0) return [];
        return resources.filter(isOfThisKafka).flatMap((resource) =>
            copiesOf(resource)
                .filter(({ copies }) => copies > brokers)
                .map(({ field, copies }) =>
                    refuse(
                        "gitops.path",
                        gitops.path,
                        `has ${resource.kind} ${resource.name} (${resource.file}) with ${field} ${copies}, but Kafka has ${brokers === 1 ? "1 broker" : `${brokers} brokers`}`,
                        `set ${field} to ${brokers} or less, or spec.replicas of Kafka to ${copies}; put size-small below the components that it sizes`,
                        { resource, field },
                    ),
                ),
        );
    }),
];

interface Copies {
    field: string;
    copies: number;
}

/** Fields and settings that say how many copies a topic has, of every kind. */
function copiesOf({ kind, object }: Resource): Copies[] {
    const spec = child(object, "spec");
    const field = (path: string, value: Json | undefined): Copies[] =>
        typeof value === "number" ? [{ field: path, copies: value }] : [];
    const lines = child(child(spec, "configOverrides"), "server");
    return [
        ...field("spec.internalTopicReplicatorFactor", child(spec, "internalTopicReplicatorFactor")),
        ...field("spec.internalTopicReplicationFactor", child(spec, "internalTopicReplicationFactor")),
        ...field("spec.metricReporter.replicationFactor", child(child(spec, "metricReporter"), "replicationFactor")),
        ...(kind === "KafkaTopic" ? field("spec.replicas", child(spec, "replicas")) : []),
        ...(Array.isArray(lines) ? lines.flatMap((line) => setting("configOverrides.server", line)) : []),
        ...(kind === "Connector" ? settingsOf(child(spec, "configs"), "configs") : []),
        ...(kind === "KafkaTopic" ? settingsOf(child(spec, "configs"), "configs") : []),
    ];
}

const settingsOf = (configs: Json | undefined, path: string): Copies[] =>
    typeof configs === "object" && configs !== null && !Array.isArray(configs)
        ? Object.entries(configs).flatMap(([key, value]) =>
              setting(path, `${key}=${typeof value === "object" ? "" : value}`),
          )
        : [];

function setting(path: string, line: Json): Copies[] {
    const [, key = "", value] = /^\s*([\w.-]+)\s*=\s*(\d+)\s*$/.exec(typeof line === "string" ? line : "") ?? [];
    const isCopies = /(replication(\.factor)?|\.replicas|min\.isr)$/.test(key);
    return isCopies && value !== undefined ? [{ field: `${path} ${key}`, copies: Number(value) }] : [];
}

/** Whether the topics are of the overlay's own Kafka, as far as can be told. */
function isOfThisKafka({ object }: Resource): boolean {
    const spec = child(object, "spec");
    if (child(child(spec, "kafkaRest"), "endpoint") !== undefined) return false;
    const restClass = child(child(spec, "kafkaRestClassRef"), "name");
    if (restClass !== undefined && restClass !== "default") return false;
    const address = child(child(child(spec, "dependencies"), "kafka"), "bootstrapEndpoint");
    // One with a domain is most likely of another cluster.
    return typeof address !== "string" || /^[\w-]+:\d+$/.test(address) || address.includes(".svc");
}
