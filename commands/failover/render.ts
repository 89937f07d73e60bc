import { relative } from "node:path";
import { section } from "../upgrade/section";
import { described } from "./mirrors";
import type { Sides } from "./names";
import type { FailoverStep } from "./plan";
import type { Position } from "./position";

/** The mirror topics, the next step in full, and the titles of the others. */
export async function render({ taking, giving }: Sides, position: Position, steps: readonly FailoverStep[]) {
    const { stack, path, root, tree, revision } = taking;
    const followed = `${revision}, which Argo CD follows`;
    const inTree = tree === root ? "git" : `git -C ${relative(root, tree)}`;
    const places = { inTree, branches: { tree: followed, stack: followed } };
    const head = [
        giving ? `The way back: from ${giving.stack} to ${stack}, ${path}` : `Failover: ${stack} takes over, ${path}`,
        position.says,
        ...position.mirrors.map((mirror) => `  ${described(mirror)}`),
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
export const onlyWait = (step: FailoverStep): FailoverStep =>
    step.state === "waiting" ? { ...step, byHand: [], writes: [], edits: [], files: [], runs: [] } : step;
