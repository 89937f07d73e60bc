import type { KubernetesObject } from "../../kubernetes";
import { topicObject } from "../frame/applied";
import type { File, Found, Left, Wanted } from "./found";
import { objectNameOf } from "./names";
import type { Rest } from "./rest";

// Shapes: https://docs.confluent.io/platform/current/kafka-rest/api.html, version 3, and api/v3/openapi.yaml in confluentinc/kafka-rest.
interface Page<T> {
    metadata?: { next?: string | null };
    data: T[];
}
interface Topic {
    topic_name: string;
    is_internal: boolean;
    partitions_count: number;
    replication_factor: number;
}
interface Config {
    name: string;
    value: string | null;
    is_sensitive: boolean;
    source: string;
}
interface Acl {
    resource_type: string;
    resource_name: string;
    pattern_type: string;
    principal: string;
    host: string;
    operation: string;
    permission: string;
}

/** Topics of the platform's own components, which create them when they start. */
const madeByComponents: readonly (readonly [pattern: RegExp, why: string])[] = [
    [/^__/, "Kafka's own"],
    [/^_/, "a component's own"],
    // CFK names a worker's topics NAMESPACE.NAME-configs and so on
    // (https://docs.confluent.io/operator/current/co-configure-connect.html).
    [/^[a-z0-9-]+\.[a-z0-9-]+-(configs|offsets|status)$/, "of a Connect's own"],
];

/** Topics with the settings that were set on them, and ACLs, from the Kafka that the API serves. */
export async function topicsAndAcls(rest: Rest, wanted: Wanted): Promise<Found> {
    const { data: clusters } = await rest.get<Page<{ cluster_id: string }>>("/kafka/v3/clusters");
    const id = encodeURIComponent(clusters[0]?.cluster_id ?? "");
    const leftOut: Left[] = [];
    const files: File[] = [];
    const topics = await rest.get<Page<Topic>>(`/kafka/v3/clusters/${id}/topics`);
    for (const topic of topics.data) {
        const name = topic.topic_name;
        if (!name.startsWith(wanted.prefix)) continue;
        const [, own] = madeByComponents.find(([pattern]) => pattern.test(name)) ?? [];
        const why = topic.is_internal ? "Kafka's own" : own;
        if (why) {
            leftOut.push({ what: `topic ${name}`, why });
            continue;
        }
        const path = `/kafka/v3/clusters/${id}/topics/${encodeURIComponent(name)}/configs`;
        const { data: configs } = await rest.get<Page<Config>>(path);
        files.push({ path: `topics/${objectNameOf(name)}.yaml`, objects: [objectOf(topic, configs)] });
    }
    const acls = await rest.find<Page<Acl>>(`/kafka/v3/clusters/${id}/acls`);
    const ofThese = (acls?.data ?? []).filter(({ resource_name: name }) => name.startsWith(wanted.prefix));
    if (!acls) leftOut.push({ what: "ACLs", why: "this Kafka has no authorizer that keeps any" });
    if (ofThese.length > 0) files.push({ path: "acls.sh", text: commandsFor(ofThese) });
    return { files, leftOut, toGive: [] };
}

function objectOf(topic: Topic, configs: readonly Config[]): KubernetesObject {
    const name = objectNameOf(topic.topic_name);
    const made = configs.filter(({ source, is_sensitive }) => source === "DYNAMIC_TOPIC_CONFIG" && !is_sensitive);
    const settings = made.map(({ name, value }) => [name, value ?? ""] as const).sort(([a], [b]) => a.localeCompare(b));
    return topicObject(name, {
        ...(name !== topic.topic_name && { name: topic.topic_name }),
        partitionCount: topic.partitions_count,
        replicas: topic.replication_factor,
        ...(settings.length > 0 && { configs: Object.fromEntries(settings) }),
    });
}

/** The kafka-acls option for each type of resource (its `--help`). */
const resourceFlags: Readonly<Record<string, string>> = {
    TOPIC: "--topic",
    GROUP: "--group",
    TRANSACTIONAL_ID: "--transactional-id",
    DELEGATION_TOKEN: "--delegation-token",
    USER: "--user-principal",
};

/** The operator has no kind for ACLs, so these are commands that add them, each of which may run again. */
function commandsFor(acls: readonly Acl[]): string {
    const lines = acls.map((acl) => {
        const way = acl.permission === "DENY" ? "deny" : "allow";
        return [
            "acls --add",
            `--${way}-principal ${quoted(acl.principal)} --${way}-host ${quoted(acl.host)}`,
            `--operation ${pascal(acl.operation)}`,
            ...(acl.resource_type === "CLUSTER" ? ["--cluster"] : resource(acl)),
        ].join(" ");
    });
    return [
        "#!/bin/sh",
        "# Adds these ACLs; one that is there stays. BOOTSTRAP: an address of Kafka. CLIENT: the settings of a client that may do so.",
        "set -eu",
        'acls() { kafka-acls --bootstrap-server "$BOOTSTRAP" --command-config "$CLIENT" "$@"; }',
        ...lines.sort(),
        "",
    ].join("\n");
}

const resource = ({ resource_type: type, resource_name: name, pattern_type: pattern }: Acl): string[] => [
    `${resourceFlags[type] ?? `--${type.toLowerCase()}`} ${quoted(name)}`,
    `--resource-pattern-type ${pattern.toLowerCase()}`,
];

/** `DESCRIBE_CONFIGS` in kafka-acls' notation: `DescribeConfigs`. */
const pascal = (operation: string): string =>
    operation
        .split("_")
        .map((word) => word.charAt(0) + word.slice(1).toLowerCase())
        .join("");

const quoted = (text: string): string => `'${text.replaceAll("'", `'\\''`)}'`;
