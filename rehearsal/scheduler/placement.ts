import type { PodPlan } from "../../config/capacity/plan";

export interface PlacedPod {
    pod: PodPlan;
    /** Undefined if no node has room, or accepts it. */
    node: string | undefined;
    /** The scheduler's message about a pod that waits. */
    why: string | undefined;
}

export type Placement = readonly PlacedPod[];
