import { confluentKinds } from "../../config/workload/confluentKinds";
import type { KubernetesObject } from "../../kubernetes";
import { type Facts, fieldOf, textOf } from "./facts";

/** What Confluent's operator needs in order to delete what an application resource represents. */
export interface Need {
    /** `gone`: it won't come back, so the operator would wait forever. `unknown`: that can't be determined here. */
    state: "there" | "gone" | "unknown";
    /** Without its full stop: `there is no Kafka in namespace confluent`. */
    sentence: string;
}

/** A reference from an object to the component that contains it. */
interface Way {
    kind: string;
    /** The field that names the component, or the class that refers to it. */
    reference: string;
    /** The field with an address of it, which takes precedence. */
    rest: string;
}

/**
 * Each kind's reference to its component, and its reference by an address: the fields of CFK's CRDs, 3.1 and 3.3. A class
 * in turn refers to its component.
 */
const ways = {
    Kafka: { kind: "Kafka", reference: "kafkaClusterRef", rest: "kafkaRest" },
    SchemaRegistry: { kind: "SchemaRegistry", reference: "schemaRegistryClusterRef", rest: "schemaRegistryRest" },
    Connect: { kind: "Connect", reference: "connectClusterRef", rest: "connectRest" },
    KafkaRestClass: { kind: "KafkaRestClass", reference: "kafkaRestClassRef", rest: "kafkaRest" },
    CMFRestClass: { kind: "CMFRestClass", reference: "cmfRestClassRef", rest: "cmfRest" },
} satisfies Record<string, Way>;

/** Kinds that represent something inside a running platform, as the sweeper removes them (gitops/platform/base/sweeper). */
export const contentKinds: readonly string[] = [
    ...confluentKinds.filter(({ family }) => family === "content").map(({ kind }) => kind),
    "KafkaRestClass",
];

/**
 * Whether a person has to delete this before the platform. That excludes the role bindings that CFK creates for its
 * components, and would create again, and the class through which it reaches their Kafka (as in
 * gitops/platform/base/sweeper).
 */
export const isUsers = ({ kind, metadata }: KubernetesObject): boolean =>
    contentKinds.includes(kind) &&
    kind !== "KafkaRestClass" &&
    !(kind === "ConfluentRolebinding" && /^internal-.+-\d+$/.test(metadata.name ?? ""));

/** All kinds that have to be listed to say what an object needs. */
export const neededKinds: readonly string[] = [...new Set([...Object.keys(ways), ...contentKinds])];

type World = Pick<Facts, "namespace" | "confluent" | "isConfluentHereOnly" | "workloads">;

/** What an application resource needs. Undefined for other kinds. */
export function needOf({ kind, metadata, spec }: KubernetesObject, facts: World): Need | undefined {
    const { namespace: home } = metadata;
    const need = (fields: unknown, way: Way) => needAt(fields, way, home, facts);
    switch (kind) {
        case "KafkaTopic":
            // Without a reference to a class, it doesn't fall back to the one called default (Confluent:
            // co-manage-rest-api).
            return textOf(spec, "kafkaRestClassRef", "name") ? need(spec, ways.KafkaRestClass) : need(spec, ways.Kafka);
        case "KafkaRestClass":
            return need(spec, ways.Kafka);
        case "ConfluentRolebinding":
            // CFK 3.4 also accepts the name of a Kafka (Confluent: co-manage-rbac).
            return textOf(spec, "kafkaClusterRef", "name") ? need(spec, ways.Kafka) : need(spec, ways.KafkaRestClass);
        case "ClusterLink":
            // A link is created on its destination, or on the source if that initiates the connection (Confluent:
            // co-link-clusters).
            return textOf(spec, "sourceInitiatedLink", "linkMode") === "Source"
                ? need(fieldOf(spec, "sourceKafkaCluster"), ways.KafkaRestClass)
                : need(fieldOf(spec, "destinationKafkaCluster"), ways.KafkaRestClass);
        case "Schema":
            return need(spec, ways.SchemaRegistry);
        case "SchemaExporter":
            // It is in the registry that it exports from (Confluent: co-link-schemas).
            return need(fieldOf(spec, "sourceCluster"), ways.SchemaRegistry);
        case "SchemaImporter":
            return need(fieldOf(spec, "destinationCluster"), ways.SchemaRegistry);
        case "Connector":
            return need(spec, ways.Connect);
        default:
            // Flink's resources are sent to the manager whose address is in their class.
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

/** A Service in this cluster, `https://[POD.]NAME.NAMESPACE.svc…`. CFK names a component's Service after the component. */
const service = /^\w+:\/\/(?:[\w-]+\.)??([\w-]+)\.([\w-]+)\.svc(?=[.:/]|$)/;

/** By an address: gone if its namespace has neither such a component nor a workload of that name. */
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

/** Through a class: the named one, or the one called `default`. */
function byClass(kind: string, namespace: string | undefined, name: string | undefined, facts: World): Need {
    const restClass = find(facts.confluent ?? [], kind, namespace, name ?? "default");
    if (restClass) {
        return needAt(restClass.spec, kind === "KafkaRestClass" ? ways.Kafka : ways.CMFRestClass, namespace, facts);
    }
    if (name) return { state: "gone", sentence: `the ${kind} ${namespace}/${name} that it names is gone` };
    // A deleted class may be created again, as long as its Kafka exists.
    return kind === "KafkaRestClass"
        ? byComponent("Kafka", namespace, undefined, facts)
        : { state: "unknown", sentence: `there is no ${kind} default in namespace ${namespace}` };
}

/** Without a name, the operator uses the one that it finds in the namespace. */
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
    if (!serving) return { state: "gone", sentence: `${what} is being deleted, and no longer has a ready pod` };
    return { state: "there", sentence: `${what} is there` };
}

/**
 * A cluster that is being deleted never comes back. It serves requests while pods of its StatefulSet, of the same name, are
 * ready.
 */
function mayServe({ metadata }: KubernetesObject, { workloads }: Pick<Facts, "workloads">): boolean {
    if (!metadata.deletionTimestamp || !workloads) return true;
    const pods = find(workloads, "StatefulSet", metadata.namespace, metadata.name);
    return Number(fieldOf(pods, "status", "readyReplicas") ?? 0) > 0;
}

const find = (objects: readonly KubernetesObject[], kind: string, namespace?: string, name?: string) =>
    objects.find((one) => one.kind === kind && one.metadata.namespace === namespace && one.metadata.name === name);
