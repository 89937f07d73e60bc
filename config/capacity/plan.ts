import type { JsonObject } from "../kustomize/json";

/** CPU in thousandths, memory in MiB. */
export interface Room {
    cpu: number;
    memory: number;
}

/** A node as the scheduler sees it. */
export interface NodePlan {
    name: string;
    /** Its instance type; the node's own label if it isn't one of AWS's types; empty if it has none. */
    type: string;
    /** Empty if it has none. */
    zone: string;
    architecture: "amd64" | "arm64";
    capacity: Room;
    allocatable: Room & { pods: number };
    /** Labels other than those in the other fields. */
    labels: Readonly<Record<string, string>>;
    /** In Kubernetes' notation. */
    taints: readonly { key: string; value?: string; effect: string }[];
    /** Labels whose values are unknown: a pod that selects by them may match. Default: none. */
    unsure?: readonly string[];
}

export const hostnameLabel = "kubernetes.io/hostname";
export const zoneLabel = "topology.kubernetes.io/zone";
export const typeLabel = "node.kubernetes.io/instance-type";

/** All known labels of a node. */
export function labelsOf({ name, type, zone, architecture, labels, unsure = [] }: NodePlan): Record<string, string> {
    const all = {
        [hostnameLabel]: name,
        "kubernetes.io/os": "linux",
        "kubernetes.io/arch": architecture,
        ...(type && { [typeLabel]: type }),
        ...(zone && { [zoneLabel]: zone }),
        ...labels,
    };
    return Object.fromEntries(Object.entries(all).filter(([key]) => !unsure.includes(key)));
}

/** The same for nodes that differ only in their name and zone. */
export const likenessOf = ({ type, labels, taints }: NodePlan): string => JSON.stringify([type, labels, taints]);

/** A pod that would be created. */
export interface PodPlan {
    name: string;
    namespace: string;
    /** What creates it, for people: `Kafka kafka`, `Argo CD`. */
    of: string;
    /** Whether it belongs to the platform, or to what has to run in addition. */
    isPlatform: boolean;
    /** Pods with a lower number are placed first, like Argo CD's waves. */
    wave: number;
    labels: Readonly<Record<string, string>>;
    /** Containers with their requests, and what determines where the pod may run. */
    spec: JsonObject;
    /** Whether it runs on every node, like a DaemonSet's pod, without the scheduler. */
    onEach?: boolean;
    /** The node on which it is already running, and stays. */
    on?: string;
    requests: Room;
}
