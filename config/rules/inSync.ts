import type { Resource } from "../kustomize/resource";
import { child } from "../workload/platform";
import { type Copies, copiesOf, hasBrokersElsewhere, isOfThisKafka, settingsOf } from "../workload/copies";
import { listed, type Rule, refuse, rule } from "./rule";
import { nameOf } from "./workload";

const server = "configOverrides.server";

/**
 * Topics with their own minimum of in-sync replicas, and Kafka's default if nothing is set
 * (https://kafka.apache.org/documentation/#brokerconfigs).
 */
const ofTheirOwn: Readonly<Record<string, readonly [inSync: string, value: number]>> = {
    "transaction.state.log.replication.factor": ["transaction.state.log.min.isr", 2],
    "share.coordinator.state.topic.replication.factor": ["share.coordinator.state.topic.min.isr", 2],
    // https://docs.confluent.io/platform/current/multi-dc-deployments/cluster-linking/configs.html
    "confluent.cluster.link.metadata.topic.replication.factor": ["confluent.cluster.link.metadata.topic.min.isr", 2],
};
const ofAll = "min.insync.replicas";

/** Kafka's default number of replicas (the same page). */
const byItself: Readonly<Record<string, number>> = {
    "offsets.topic.replication.factor": 3,
    "transaction.state.log.replication.factor": 3,
};

/** Topics that a setting blocks, and the object that sets how many replicas they have. */
interface Stopped extends Copies {
    resource: Resource;
    /** The setting for how many replicas have to be in sync, the object that contains it, and its value. */
    setting: string;
    setBy: Resource;
    least: number;
}

/**
 * A topic for which all replicas have to be in sync: while a broker restarts, it accepts no write that waits for them
 * (NotEnoughReplicas), so neither a new version nor new nodes can be rolled out without an outage. With a single
 * replica there is none to wait for: Kafka lowers the minimum to the number of replicas (kafka.cluster.Partition,
 * effectiveMinIsr).
 */
export const inSyncRules: Rule[] = [
    rule(["gitops.path"], ({ gitops, overlay }) => {
        const { brokers = 0, resources = [] } = overlay ?? {};
        const [kafka, another] = resources.filter(({ kind }) => kind === "Kafka");
        if (!kafka || another || brokers < 2 || hasBrokersElsewhere(resources)) return [];
        const bySetting = new Map<string, Stopped[]>();
        for (const one of resources.filter(isOfThisKafka).flatMap((resource) => topicsOf(resource, kafka))) {
            if (one.copies < 2 || one.copies > brokers || one.least < one.copies) continue;
            const key = `${one.setBy.kind} ${one.setBy.name} ${one.setting}`;
            bySetting.set(key, [...(bySetting.get(key) ?? []), one]);
        }
        return [...bySetting.values()].map((stopped) => {
            const [first] = stopped as [Stopped];
            const { setting, setBy, least } = first;
            const topics = stopped.map(({ resource, field, copies }) =>
                resource === setBy ? `${field} ${copies}` : `${nameOf(resource)}, ${field} ${copies}`,
            );
            const isOwn = first.resource === setBy;
            return refuse(
                "gitops.path",
                gitops.path,
                `has ${nameOf(setBy)} with ${setting} ${least}, and topics with no more replicas than that, which accept no writes while a broker restarts, so every rolling restart is an outage: ${listed(topics)}`,
                `set ${setting} to ${Math.min(...stopped.map(({ copies }) => copies)) - 1}, or give these topics ${least + 1} replicas${least < brokers ? "" : " and Kafka as many brokers"}`,
                { resource: first.resource, field: isOwn ? `${server} ${setting}` : first.field },
            );
        });
    }),

    // A team's topic, which may have as many copies as the platform's default says.
    rule(["gitops.teams"], ({ gitops, overlay, teams }) => {
        const kafkas = (overlay?.resources ?? []).filter(({ kind }) => kind === "Kafka");
        const ofKafka = kafkas.flatMap(settingsOf).find(({ key }) => key === "default.replication.factor")?.value;
        return (teams?.resources ?? []).filter(isOfThisKafka).flatMap((topic) => {
            // Then, that says how many copies there are.
            const placed = child(child(topic.object.spec, "configs"), "confluent.placement.constraints");
            if (placed !== undefined && placed !== "") return [];
            const own = child(topic.object.spec, "replicas");
            const copies = (typeof own === "number" ? own : ofKafka) ?? 1;
            const least = settingsOf(topic).find(({ key }) => topic.kind === "KafkaTopic" && key === ofAll)?.value ?? 0;
            if (copies < 2 || least < copies) return [];
            return [
                refuse(
                    "gitops.teams",
                    gitops.teams,
                    `has ${nameOf(topic)} with ${ofAll} ${least} and ${copies} copies: it takes no write that waits for all (acks=all) while a broker restarts`,
                    `set ${ofAll} to ${copies - 1}`,
                    { resource: topic, field: `spec.configs.${ofAll}` },
                ),
            ];
        });
    }),

    // A majority of two is both (https://kafka.apache.org/documentation/#kraft_role): 3 or 5 survive a restart.
    rule(["gitops.path"], ({ gitops, overlay }) => {
        const resources = overlay?.resources ?? [];
        if (hasBrokersElsewhere(resources)) return [];
        return resources
            .filter(
                ({ kind, object }) =>
                    /^(KRaftController|Zookeeper)$/.test(kind) && child(object.spec, "replicas") === 2,
            )
            .filter((one) => !isPartOfQuorum(one))
            .map((resource) =>
                refuse(
                    "gitops.path",
                    gitops.path,
                    `has ${nameOf(resource)} with 2 replicas, of which a majority is both: while one restarts, Kafka can elect no controller`,
                    "set spec.replicas to 3, or to 1 where an outage does not matter",
                    { resource, field: "spec.replicas" },
                ),
            );
    }),
];

/** Whether others of the quorum are in another region's overlay (confluent-kubernetes-examples, hybrid). */
const isPartOfQuorum = ({ object }: Resource): boolean =>
    ["peers", "controllerQuorumVoters", "dynamicQuorumConfig"].some((field) => child(object.spec, field) !== undefined);

/** The topics whose replicas an object sets, each with how many of them have to be in sync. */
function topicsOf(resource: Resource, kafka: Resource): Stopped[] {
    const own = settingsOf(resource).find(({ key }) => resource.kind === "KafkaTopic" && key === ofAll);
    const ofKafka = new Map(settingsOf(kafka).map(({ key, value }) => [key, value]));
    const unset = Object.entries(resource === kafka ? byItself : {}).filter(([name]) => !ofKafka.has(name));
    const copies = [...copiesOf(resource), ...unset.map(([name, copies]) => ({ field: `${server} ${name}`, copies }))];
    return copies.map((one) => {
        if (own) return { ...one, resource, setting: ofAll, setBy: resource, least: own.value };
        const [setting, value] = ofTheirOwn[one.field.split(" ")[1] ?? ""] ?? [ofAll, 1];
        return { ...one, resource, setting, setBy: kafka, least: ofKafka.get(setting) ?? value };
    });
}
