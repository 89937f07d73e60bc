import { type GuidedStep, guideText } from "../upgrade/guide";
import { placesOf } from "../upgrade/section";
import type { Facts } from "./facts";
import type { StepName } from "./names";
import type { Position } from "./seen";

/** The current state, the next step in full, and the titles of the others. */
export function render(facts: Facts, position: Position, steps: readonly GuidedStep<StepName>[]): Promise<string> {
    const { stack, path, root, tree, platformVersion, revision } = facts;
    const way = position.direction === "KRaft" ? "From ZooKeeper to KRaft" : "Back to ZooKeeper";
    const head = `${way}: stack ${stack}, ${path}, Confluent Platform ${platformVersion}`;
    return guideText(head, position, steps, placesOf(root, tree, revision));
}
