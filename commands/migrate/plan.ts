import { guide, type GuidedStep } from "../upgrade/guide";
import type { Facts } from "./facts";
import { backward, forward, type StepName } from "./names";
import type { Position, StepOf } from "./seen";
import { stepsBack } from "./stepsBack";
import { stepsForward } from "./stepsForward";

const steps: Record<StepName, StepOf> = { ...stepsForward, ...stepsBack };

/** All steps in the direction of the migration. */
export const plan = (facts: Facts, position: Position): GuidedStep<StepName>[] =>
    guide<StepName>(position.direction === "KRaft" ? forward : backward, position, (name) =>
        steps[name](facts, position),
    );
