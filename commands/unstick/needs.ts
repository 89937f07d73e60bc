import { confluentKinds } from "../../config/workload/confluentKinds";
import type { KubernetesObject } from "../../kubernetes";
import { type Facts, fieldOf, textOf } from "./facts";

/** What Confluent's operator needs, to delete what an application resource stands for. */
export interface Need {
    /** `gone`: for good, the operator will wait in vain. `unknown`: it cannot be seen from here. */
    state: "there" | "gone" | "unknown";
    /** Without its full stop: `there is no Kafka in namespace confluent`. */
    sentence: string;
}

/** A way from an object to the component that it is inside of. */
interface Way {
    kind: string;
    /** Field that names the component, or the class that knows the way to it. */
    reference: string;
    /** Field with an address of it, which wins. */
    rest: string;
}

/**
 * Each kind's reference to its component, and its way to one by an address: the fields of CFK's CRDs, 3.1 and 3.3. A class
 * is on the way to its component in turn.
 */
const ways = {
    Kafka: { kind: "Kafka", reference: "kafkaClusterRef", rest: "kafkaRest" },
    SchemaRegistry: { kind: "SchemaRegistry", reference: "schemaRegistryClusterRef", rest: "schemaRegistryRest" },
    Connect: { kind: "Connect", reference: "connectClusterRef", rest: "connectRest" },
    KafkaRestClass: { kind: "KafkaRestClass", reference: "kafkaRestClassRef", rest: "kafkaRest" },
    CMFRestClass: { kind: "CMFRestClass", reference: "cmfRestClassRef", rest: "cmfRest" },
} satisfies Record<string, Way>;

/** Kinds that stand for something inside a running platform, as the sweeper drains them (gitops/platform/base/sweeper). */
export const contentKinds: readonly string[] = [
    ...confluentKinds.filter(({ family }) => family === "content").map(({ kind }) => kind),
    "KafkaRestClass",
];

/**
 * Whether this is for a person to delete before the platform: not the role bindings that CFK makes for its components,
 * and would make anew, nor the class that leads it to their Kafka (as in gitops/platform/base/sweeper).
 */
export const isUsers = ({ kind, metadata }: KubernetesObject): boolean =>
    contentKinds.includes(kind) &&
    kind !== "KafkaRestClass" &&
    !(kind === "ConfluentRolebinding" && /^internal-.+-\d+$/.test(metadata.name ?? ""));

/** All that is to be listed to say what an object needs. */
export const neededKinds: readonly string[] = [...new Set([...Object.keys(ways), ...contentKinds])];

type World = Pick<Facts, "namespace" | "confluent" | "isConfluentHereOnly" | "workloads">;

/** What an application resource needs; undefined for a kind that is none. */
export function needOf({ kind, metadata, spec }: KubernetesObject, facts: World): Need | undefined {
    const { namespace: home } = metadata;
    const need = (fields: unknown, way: Way) => needAt(fields, way, home, facts);
    switch (kind) {
        case "KafkaTopic":
            // Without a reference to a class it does not fall back to the one called default (Confluent: co-manage-rest-api).
            return textOf(spec, "kafkaRestClassRef", "name") ? need(spec, ways.KafkaRestClass) : need(spec, ways.Kafka);
        case "KafkaRestClass":
            return need(spec, ways.Kafka);
        case "ConfluentRolebinding":
            // CFK 3.4 takes a Kafka's name, too (Confluent: co-manage-rbac).
            return textOf(spec, "kafkaClusterRef", "name") ? need(spec, ways.Kafka) : need(spec, ways.KafkaRestClass);
        case "ClusterLink":
            // A link is made on its destination, or on the source where that calls (Confluent: co-link-clusters).
            return textOf(spec, "sourceInitiatedLink", "linkMode") === "Source"
                ? need(fieldOf(spec, "sourceKafkaCluster"), ways.KafkaRestClass)
                : need(fieldOf(spec, "destinationKafkaCluster"), ways.KafkaRestClass);
        case "Schema":
            return need(spec, ways.SchemaRegistry);
        case "SchemaExporter":
            // It lives in the registry that it exports from (Confluent: co-link-schemas).
            return need(fieldOf(spec, "sourceCluster"), ways.SchemaRegistry);
        case "SchemaImporter":
            return need(fieldOf(spec, "destinationCluster"), ways.SchemaRegistry);
        case "Connector":
            return need(spec, ways.Connect);
        default:
            // Flink's are handed to the manager that their class has the address of.
            return confluentKinds.some((one) => one.kind === kind && one.family === "flink")
                ? need(spec, ways.CMFRestClass)
                : undefined;
    }
}

function needAt(fields: unknown, { kind, reference, rest }: Way, home: string | undefined, facts: World): Need {
    const { confluent } = facts;
    if (!confluent) return { state: "unknown", sentence: `${kind}s could not be read` };
    const endpoint = textOf(fields, rest, "endpoint");
    if (endpoint) return byAddress(kind, endpoint, facts);

    const name = textOf(fields, reference, "name");
    const namespace = textOf(fields, reference, "namespace") ?? home;
    const hidden = hiddenIn(kind, namespace, facts);
    if (hidden) return hidden;
    return kind.endsWith("RestClass")
        ? byClass(kind, namespace, name, facts)
        : byComponent(kind, namespace, name, facts);
}

const hiddenIn = (kind: string, namespace: string | undefined, facts: World): Need | undefined =>
    facts.isConfluentHereOnly && namespace !== facts.namespace
        ? { state: "unknown", sentence: `${kind}s in namespace ${namespace} could not be read` }
        : undefined;

/** A Service in this cluster, `https://[POD.]NAME.NAMESPACE.svc…`: CFK calls a component's as the component. */
const service = /^\w+:\/\/(?:[\w-]+\.)??([\w-]+)\.([\w-]+)\.svc(?=[.:/]|$)/;

/** By an address: gone where that leads into a namespace that has neither such a component nor a workload of that name. */
function byAddress(kind: string, endpoint: string, facts: World): Need {
    const unseen: Need = {
        state: "unknown",
        sentence: `its ${kind} is at ${endpoint}, which cannot be seen from here`,
    };
    const [, name, namespace] = service.exec(endpoint) ?? [];
    if (!name || kind.endsWith("RestClass")) return unseen;
    const others = facts.confluent?.filter((one) => one.kind === kind && one.metadata.namespace === namespace) ?? [];
    if (others.some(({ metadata }) => metadata.name === name)) return byComponent(kind, namespace, name, facts);
    const isServed = ({ metadata }: KubernetesObject) => metadata.namespace === namespace && metadata.name === name;
    if (hiddenIn(kind, namespace, facts) || others.length > 0 || !facts.workloads || facts.workloads.some(isServed))
        return unseen;
    return { state: "gone", sentence: `it goes by ${endpoint}, and there is no ${kind} in namespace ${namespace}` };
}

/** Through a class: the named one, else the one called `default`. */
function byClass(kind: string, namespace: string | undefined, name: string | undefined, facts: World): Need {
    const restClass = find(facts.confluent ?? [], kind, namespace, name ?? "default");
    if (restClass) {
        return needAt(restClass.spec, kind === "KafkaRestClass" ? ways.Kafka : ways.CMFRestClass, namespace, facts);
    }
    if (name) return { state: "gone", sentence: `the ${kind} ${namespace}/${name} that it names is gone` };
    // Whoever took the class away may bring it back, while there is a Kafka to lead to.
    return kind === "KafkaRestClass"
        ? byComponent("Kafka", namespace, undefined, facts)
        : { state: "unknown", sentence: `there is no ${kind} default in namespace ${namespace}` };
}

/** With no name, the operator takes the one that it finds in the namespace. */
function byComponent(kind: string, namespace: string | undefined, name: string | undefined, facts: World): Need {
    const { confluent = [] } = facts;
    const clusters = name
        ? [find(confluent, kind, namespace, name)].filter((one) => one !== undefined)
        : confluent.filter((one) => one.kind === kind && one.metadata.namespace === namespace);
    const serving = clusters.find((cluster) => mayServe(cluster, facts));
    const { metadata } = serving ?? clusters[0] ?? {};
    if (!metadata) {
        const missing = name
            ? `the ${kind} ${namespace}/${name} that it names is gone`
            : `there is no ${kind} in namespace ${namespace}`;
        return { state: "gone", sentence: missing };
    }
    const what = `${kind} ${metadata.namespace}/${metadata.name}`;
    if (!serving) return { state: "gone", sentence: `${what} is being deleted, and has no ready pod any more` };
    return { state: "there", sentence: `${what} is there` };
}

/** A cluster that is being deleted never comes back: it serves while pods of its StatefulSet, of the same name, are ready. */
function mayServe({ metadata }: KubernetesObject, { workloads }: Pick<Facts, "workloads">): boolean {
    if (!metadata.deletionTimestamp || !workloads) return true;
    const pods = find(workloads, "StatefulSet", metadata.namespace, metadata.name);
    return Number(fieldOf(pods, "status", "readyReplicas") ?? 0) > 0;
}

const find = (objects: readonly KubernetesObject[], kind: string, namespace?: string, name?: string) =>
    objects.find((one) => one.kind === kind && one.metadata.namespace === namespace && one.metadata.name === name);
