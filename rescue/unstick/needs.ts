import type { KubernetesObject } from "../../rehearsal/kubernetesApi";
import { type Facts, fieldOf, textOf } from "./facts";

/** What Confluent's operator needs, to delete what an application resource stands for. */
export interface Need {
    /** `gone`: for good, the operator will wait in vain. `unknown`: it cannot be seen from here. */
    state: "there" | "gone" | "unknown";
    /** Without its full stop: `there is no Kafka in namespace confluent`. */
    sentence: string;
}

interface Wanted {
    kind: string;
    reference: string;
    rest: string;
}

/** Each kind's reference to its cluster, and its way to one by an address: as in CFK 3.1's CRDs. */
const wanted: Record<string, Wanted> = {
    KafkaTopic: { kind: "Kafka", reference: "kafkaClusterRef", rest: "kafkaRest" },
    Schema: { kind: "SchemaRegistry", reference: "schemaRegistryClusterRef", rest: "schemaRegistryRest" },
    Connector: { kind: "Connect", reference: "connectClusterRef", rest: "connectRest" },
};

/** Kinds that stand for something inside a running platform, as the sweeper drains them (gitops/base/sweeper). */
export const contentKinds: readonly string[] = [
    ...Object.keys(wanted),
    "SchemaExporter",
    "SchemaImporter",
    "ClusterLink",
    "ConfluentRolebinding",
    "KafkaRestClass",
];

/** What an application resource needs; undefined for a kind that is none. */
export function needOf(object: KubernetesObject, facts: Pick<Facts, "confluent" | "workloads">): Need | undefined {
    const want = wanted[object.kind];
    if (!want) return undefined;
    const { confluent } = facts;
    if (!confluent) return { state: "unknown", sentence: `${want.kind}s could not be read` };

    const classReference = fieldOf(object, "spec", "kafkaRestClassRef");
    if (object.kind === "KafkaTopic" && classReference) {
        const { name = "default", namespace = object.metadata.namespace } = referenceIn(classReference);
        const restClass = find(confluent, "KafkaRestClass", namespace, name);
        if (!restClass)
            return { state: "gone", sentence: `the KafkaRestClass ${namespace}/${name} that it names is gone` };
        return clusterOf(restClass, want, facts);
    }
    return clusterOf(object, want, facts);
}

function clusterOf(
    object: KubernetesObject,
    { kind, reference, rest }: Wanted,
    facts: Pick<Facts, "confluent" | "workloads">,
): Need {
    const { confluent = [] } = facts;
    const endpoint = textOf(object, "spec", rest, "endpoint");
    if (endpoint)
        return { state: "unknown", sentence: `its ${kind} is at ${endpoint}, which cannot be seen from here` };

    const { name, namespace = object.metadata.namespace } = referenceIn(fieldOf(object, "spec", reference));
    // With no reference, the operator takes the one that it finds in the namespace.
    const clusters = name
        ? [find(confluent, kind, namespace, name)].filter((one) => one !== undefined)
        : confluent.filter((one) => one.kind === kind && one.metadata.namespace === namespace);
    if (clusters.length === 0) {
        const missing = name
            ? `the ${kind} ${namespace}/${name} that it names is gone`
            : `there is no ${kind} in namespace ${namespace}`;
        return { state: "gone", sentence: missing };
    }
    const serving = clusters.find((cluster) => mayServe(cluster, facts));
    const { metadata } = serving ?? clusters[0] ?? object;
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

const referenceIn = (value: unknown) => ({ name: textOf(value, "name"), namespace: textOf(value, "namespace") });

const find = (objects: readonly KubernetesObject[], kind: string, namespace?: string, name?: string) =>
    objects.find((one) => one.kind === kind && one.metadata.namespace === namespace && one.metadata.name === name);
