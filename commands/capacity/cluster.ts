import { requestsOf, roomOf } from "../../config/capacity/requests";
import { hostnameLabel, type NodePlan, type PodPlan, typeLabel, zoneLabel } from "../../config/capacity/plan";
import { isObject, type Json, type JsonObject, listOf, textOf } from "../../config/kustomize/json";
import { child } from "../../config/workload/platform";
import { quantityOf } from "../../config/workload/quantity";
import type { KubernetesApi, KubernetesObject } from "../../kubernetes";

/** The nodes of a cluster, and what runs on them. */
export interface Cluster {
    nodes: NodePlan[];
    /** Pods that are on a node and have not ended, without those of the overlay itself. */
    pods: PodPlan[];
    /** Other pods that are already waiting for a node, as NAMESPACE/NAME. */
    waiting: string[];
}

/** The objects of an overlay that own its pods, by their name, in its namespace. */
export interface Own {
    namespace: string;
    names: ReadonlySet<string>;
}

/** Reads nodes and pods. @throws KubernetesError if the server doesn't allow that */
export async function readCluster(api: KubernetesApi, own: Own): Promise<Cluster> {
    const [nodes, pods] = await Promise.all([
        api.list({ apiVersion: "v1", kind: "Node" }),
        api.list({ apiVersion: "v1", kind: "Pod" }),
    ]);
    const others = pods.filter((pod) => !hasEnded(pod) && !isOfOverlay(pod, own));
    const there = new Set(nodes.map(({ metadata }) => metadata.name));
    const placed = others.filter((pod) => there.has(nodeNameOf(pod)));
    return {
        nodes: nodes.map(nodeFrom),
        pods: placed.map(podFrom),
        waiting: others
            .filter((pod) => nodeNameOf(pod) === "")
            .map(({ metadata }) => `${metadata.namespace}/${metadata.name}`),
    };
}

const json = (object: KubernetesObject, field: string): Json | undefined => object[field] as Json | undefined;
const nodeNameOf = (pod: KubernetesObject): string => textOf(child(json(pod, "spec"), "nodeName"));

/** A pod that has ended frees what it requested. */
const hasEnded = (pod: KubernetesObject): boolean =>
    ["Succeeded", "Failed"].includes(textOf(child(json(pod, "status"), "phase")));

/** The operator's StatefulSet has the name of its object, and a Deployment's ReplicaSet has that name and a hash. */
function isOfOverlay({ metadata }: KubernetesObject, { namespace, names }: Own): boolean {
    if (metadata.namespace !== namespace) return false;
    const { kind, name } = ownerOf(metadata);
    return names.has(kind === "ReplicaSet" ? name.replace(/-[^-]+$/, "") : name);
}

function ownerOf(metadata: KubernetesObject["metadata"]): { kind: string; name: string } {
    const owners = listOf(metadata.ownerReferences as Json | undefined);
    const owner = owners.find((one) => child(one, "controller") === true);
    return { kind: textOf(child(owner, "kind")), name: textOf(child(owner, "name")) };
}

function nodeFrom(node: KubernetesObject): NodePlan {
    const { name = "", labels = {} } = node.metadata;
    const [capacity, allocatable] = ["capacity", "allocatable"].map((field) => child(json(node, "status"), field));
    return {
        name,
        type: labels[typeLabel] ?? "",
        zone: labels[zoneLabel] ?? "",
        architecture: labels["kubernetes.io/arch"] === "arm64" ? "arm64" : "amd64",
        capacity: wholeOf(roomOf(capacity)),
        allocatable: { ...wholeOf(roomOf(allocatable)), pods: quantityOf(child(allocatable, "pods")) },
        labels: { [hostnameLabel]: name, ...labels },
        taints: listOf(child(json(node, "spec"), "taints")).map((taint) => {
            const [key, value, effect] = ["key", "value", "effect"].map((field) => textOf(child(taint, field)));
            return { key: key ?? "", effect: effect ?? "", ...(value && { value }) };
        }),
    };
}

/** A node's memory is rarely a whole number of MiB. */
const wholeOf = ({ cpu, memory }: NodePlan["capacity"]) => ({ cpu, memory: Math.floor(memory) });

/** A running pod stays where it is, so only what it requests, and which pods it keeps away, are copied. */
function podFrom(pod: KubernetesObject): PodPlan {
    const { name = "", namespace = "", labels = {} } = pod.metadata;
    const spec = json(pod, "spec");
    const { kind, name: owner } = ownerOf(pod.metadata);
    const affinity = child(child(spec, "affinity"), "podAntiAffinity");
    const kept: JsonObject = {
        containers: containersOf(child(spec, "containers")),
        ...(affinity !== undefined && { affinity: { podAntiAffinity: affinity } }),
    };
    return {
        name,
        namespace,
        of: kind === "" ? "Pod" : `${kind} ${owner}`,
        isPlatform: false,
        wave: -Infinity,
        labels,
        spec: kept,
        on: nodeNameOf(pod),
        requests: requestsOf(isObject(spec) ? spec : {}),
    };
}

const containersOf = (containers: Json | undefined): Json[] =>
    listOf(containers).map((container) => ({
        name: textOf(child(container, "name")),
        image: "none",
        resources: child(container, "resources") ?? {},
    }));
