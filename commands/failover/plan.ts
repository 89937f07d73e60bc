import type { Step } from "../upgrade/step";
import { back, type Sides, type StepName, there } from "./names";
import type { Position } from "./position";
import { steps } from "./steps";

/** A step, and whether it is next. */
export interface FailoverStep extends Step {
    name: StepName;
    state: "done" | "next" | "waiting" | "later";
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
