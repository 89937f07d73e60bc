import { requestsOf, roomOf } from "../../config/capacity/requests";
import { hostnameLabel, type NodePlan, type PodPlan, typeLabel, zoneLabel } from "../../config/capacity/plan";
import { isObject, type Json, type JsonObject, listOf, textOf } from "../../config/kustomize/json";
import { child } from "../../config/workload/platform";
import { quantityOf } from "../../config/workload/quantity";
import type { KubernetesApi, KubernetesObject } from "../../kubernetes";

/** What a cluster has, and what is on it. */
export interface Cluster {
    nodes: NodePlan[];
    /** Those that have a node, and have not ended; those of the overlay itself are left out. */
    pods: PodPlan[];
    /** Others that wait for a node already, as NAMESPACE/NAME. */
    waiting: string[];
}

/** Whoever makes the pods of an overlay: its objects, by their name, in its namespace. */
export interface Own {
    namespace: string;
    names: ReadonlySet<string>;
}

/** Reads nodes and pods. @throws KubernetesError where the server does not let them be read */
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

/** What it asked for is free again. */
const hasEnded = (pod: KubernetesObject): boolean =>
    ["Succeeded", "Failed"].includes(textOf(child(json(pod, "status"), "phase")));

/** The StatefulSet that the operator makes has its object's name, and a Deployment's ReplicaSet has that and a hash. */
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

/** A node's memory is seldom a number of MiB. */
const wholeOf = ({ cpu, memory }: NodePlan["capacity"]) => ({ cpu, memory: Math.floor(memory) });

/** Where it is it stays: of its spec only what it takes, and whom it keeps away. */
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
