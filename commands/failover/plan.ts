import type { Step } from "../upgrade/step";
import type { Facts } from "./facts";
import type { Position } from "./position";
import { steps } from "./steps";

/** The steps of a failover, and of the way back, in order. */
export const there = ["release", "stop", "clients"] as const;
export const back = ["reverse", "mirror", "release", "stop", "swap"] as const;
export type StepName = (typeof there)[number] | (typeof back)[number];

/** A step, and whether it is next. */
export interface FailoverStep extends Step {
    name: StepName;
    state: "done" | "next" | "waiting" | "later";
}

/** What the steps are about: whose topics are to take writes, and on the way back the cluster that has taken over. */
export interface Sides {
    taking: Facts;
    giving: Facts | undefined;
}

/** All steps in one direction. */
export function plan(sides: Sides, position: Position): FailoverStep[] {
    const names: readonly StepName[] = sides.giving ? back : there;
    const at = position.next === undefined ? names.length : names.indexOf(position.next);
    return names.map((name, index) => {
        const turn = position.isWaiting ? "waiting" : "next";
        const state = index < at ? "done" : index === at ? turn : "later";
        return { ...steps[name](sides, position), name, state, done: state === "done" };
    });
}
