import type { JsonObject } from "../kustomize/json";

/** CPU in thousandths, memory in MiB. */
export interface Room {
    cpu: number;
    memory: number;
}

/** A node as the scheduler sees it. */
export interface NodePlan {
    name: string;
    /** Its instance type; what the node itself says, where it is none of AWS's; empty where it says none. */
    type: string;
    /** Empty where it says none. */
    zone: string;
    architecture: "amd64" | "arm64";
    capacity: Room;
    allocatable: Room & { pods: number };
    /** Those beside what the other fields say. */
    labels: Readonly<Record<string, string>>;
    /** As Kubernetes writes them. */
    taints: readonly { key: string; value?: string; effect: string }[];
    /** Labels of which it isn't known what they will be: a pod that selects by them may find what it wants. Default: none. */
    unsure?: readonly string[];
}

export const hostnameLabel = "kubernetes.io/hostname";
export const zoneLabel = "topology.kubernetes.io/zone";
export const typeLabel = "node.kubernetes.io/instance-type";

/** All labels of a node that are known. */
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

/** The same for nodes that differ in their name and zone alone. */
export const likenessOf = ({ type, labels, taints }: NodePlan): string => JSON.stringify([type, labels, taints]);

/** A pod that somebody would make. */
export interface PodPlan {
    name: string;
    namespace: string;
    /** What makes it, as people read it: `Kafka kafka`, `Argo CD`. */
    of: string;
    /** The platform's own, or what has to be there beside it. */
    isPlatform: boolean;
    /** Those of a lower one are placed first, as Argo CD's waves have it. */
    wave: number;
    labels: Readonly<Record<string, string>>;
    /** Containers with their requests, and what says where it may run. */
    spec: JsonObject;
    /** On every node, as a DaemonSet's: nobody asks the scheduler. */
    onEach?: boolean;
    /** The node that it is on already, and stays on. */
    on?: string;
    requests: Room;
}
