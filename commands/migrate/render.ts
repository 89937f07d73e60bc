import { relative } from "node:path";
import { deployedFrom, section } from "../upgrade/section";
import type { Facts } from "./facts";
import type { MigrationStep } from "./plan";
import type { Position } from "./seen";

/** The current state, the next step in full, and the titles of the others. */
export async function render(facts: Facts, position: Position, steps: readonly MigrationStep[]): Promise<string> {
    const { stack, path, root, tree, platformVersion, revision } = facts;
    const isElsewhere = tree !== root;
    const inTree = isElsewhere ? `git -C ${relative(root, tree)}` : "git";
    const followed = `${revision}, which Argo CD follows`;
    const places = { inTree, branches: { tree: followed, stack: isElsewhere ? deployedFrom : followed } };
    const way = position.direction === "KRaft" ? "From ZooKeeper to KRaft" : "Back to ZooKeeper";
    const head = [
        `${way}: stack ${stack}, ${path}, Confluent Platform ${platformVersion}`,
        position.says,
        ...(position.isWaiting ? ["Do nothing now but wait, then run this again."] : []),
    ].join("\n");
    const shown = steps.map(async (step, index) =>
        step.state === "next" || step.state === "waiting"
            ? await section(onlyWait(step), index + 1, places)
            : `${index + 1}. ${step.title}${step.done ? " (done)" : ""}`,
    );
    return `${[head, ...(await Promise.all(shown))].join("\n\n")}\n`;
}

/** If it is not the user's turn, there is nothing to run. */
export const onlyWait = (step: MigrationStep): MigrationStep =>
    step.state === "waiting" ? { ...step, byHand: [], writes: [], edits: [], files: [], runs: [] } : step;
