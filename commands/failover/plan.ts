import { guide, type GuidedStep } from "../upgrade/guide";
import { back, type Sides, type StepName, there } from "./names";
import type { Position } from "./position";
import { steps } from "./steps";

/** All steps in one direction. */
export const plan = (sides: Sides, position: Position): GuidedStep<StepName>[] =>
    guide<StepName>(sides.giving ? back : there, position, (name) => steps[name](sides, position));
