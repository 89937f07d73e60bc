import { type GuidedStep, guideText } from "../upgrade/guide";
import { placesOf } from "../upgrade/section";
import { described } from "./mirrors";
import type { Sides, StepName } from "./names";
import type { Position } from "./position";

/** The mirror topics, the next step in full, and the titles of the others. */
export function render(
    { taking, giving }: Sides,
    position: Position,
    steps: readonly GuidedStep<StepName>[],
): Promise<string> {
    const { stack, path, root, tree, revision } = taking;
    const head = giving
        ? `The way back: from ${giving.stack} to ${stack}, ${path}`
        : `Failover: ${stack} takes over, ${path}`;
    const mirrors = position.mirrors.map((mirror) => `  ${described(mirror)}`);
    return guideText(head, position, steps, placesOf(root, tree, revision), mirrors);
}
