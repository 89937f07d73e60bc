import type { PodPlan } from "../../config/capacity/plan";

export interface PlacedPod {
    pod: PodPlan;
    /** Undefined where no node has room, or may have it. */
    node: string | undefined;
    /** What the scheduler says of one that waits. */
    why: string | undefined;
}

export type Placement = readonly PlacedPod[];
