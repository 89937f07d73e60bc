import type { Facts } from "./facts";

/** The steps of a failover, and of the way back, in order. */
export const there = ["release", "stop", "clients"] as const;
export const back = ["reverse", "mirror", "release", "stop", "swap"] as const;
export type StepName = (typeof there)[number] | (typeof back)[number];

/** What the steps are about: whose topics are to take writes, and on the way back the cluster that has taken over. */
export interface Sides {
    taking: Facts;
    giving: Facts | undefined;
}
