import type { JsonObject } from "../../config/kustomize/json";

/** CPU in thousandths, memory in MiB. */
export interface Room {
    cpu: number;
    memory: number;
}

/** A node as the scheduler sees it. */
export interface NodePlan {
    name: string;
    /** Its instance type; what the node itself says, where it is none of AWS's. */
    type: string;
    zone: string;
    architecture: "amd64" | "arm64";
    capacity: Room;
    allocatable: Room & { pods: number };
    labels: Readonly<Record<string, string>>;
    /** As Kubernetes writes them. */
    taints: readonly { key: string; value?: string; effect: string }[];
}

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
    requests: Room;
}

export interface PlacedPod {
    pod: PodPlan;
    /** Undefined where no node has room, or may have it. */
    node: string | undefined;
    /** What the scheduler says of one that waits. */
    why: string | undefined;
}

export type Placement = readonly PlacedPod[];
