import type { Step } from "../upgrade/step";
import type { Facts } from "./facts";
import { backward, forward, type StepName } from "./names";
import type { Position, StepOf } from "./seen";
import { stepsBack } from "./stepsBack";
import { stepsForward } from "./stepsForward";

/** A step, and whether it is next. */
export interface MigrationStep extends Step {
    name: StepName;
    state: "done" | "next" | "waiting" | "later";
}

const steps: Record<StepName, StepOf> = { ...stepsForward, ...stepsBack };

/** All steps in the direction of the migration. */
export function plan(facts: Facts, position: Position): MigrationStep[] {
    const names: readonly StepName[] = position.direction === "KRaft" ? forward : backward;
    const at = position.next === undefined ? names.length : names.indexOf(position.next);
    return names.map((name, index) => {
        const turn = position.isWaiting ? "waiting" : "next";
        const state = index < at ? "done" : index === at ? turn : "later";
        return { ...steps[name](facts, position), name, state, done: state === "done" };
    });
}
