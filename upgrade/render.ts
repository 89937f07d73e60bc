import { relative } from "node:path";
import { patchOf } from "./edits";
import type { Situation } from "./situation";
import type { Step } from "./plan";
import type { Wait } from "./waits";

/** The steps as text, to be followed from the first that is open. */
export async function render(
    { stack, root, tree, facts, from, to, others }: Situation,
    steps: readonly Step[],
): Promise<string> {
    const open = steps.filter(({ done }) => !done).length;
    const isElsewhere = tree !== root;
    const inTree = isElsewhere
        ? `git -C ${relative(root, tree).startsWith("../..") ? tree : relative(root, tree)}`
        : "git";
    const head = [
        `Confluent for Kubernetes ${from} to ${to}: stack ${stack}, ${facts.gitops.path}, Confluent Platform ${facts.overlay.platformVersion}`,
        open === 0
            ? "Nothing is left to do."
            : `${open} of ${steps.length} steps are left. Each is one commit; wait until it has taken effect before the next.`,
        ...(isElsewhere && open > 0
            ? [`The tree is in another repository, ${facts.gitops.repository}: its commits are made with git -C.`]
            : []),
        ...(others.length > 0 && open > 0
            ? [
                  `Other stacks use the same files (${others.join(", ")}): take every stack through all steps but the last, then do that one for all.`,
              ]
            : []),
    ];
    const shown = await Promise.all(
        steps.map((step, index) => section(step, index + 1, facts.gitops.revision, inTree)),
    );
    return `${[head.join("\n"), ...shown].join("\n\n")}\n`;
}

async function section(step: Step, number: number, revision: string, inTree: string): Promise<string> {
    const { title, why, done, byHand, writes, edits, files, message, runs, waits } = step;
    const heading = `${number}. ${title}${done ? " (done)" : ""}`;
    if (done) return heading;
    const commits = edits.length + files.length + byHand.length > 0;
    const patch = edits.length > 0 ? [`${inTree} apply <<'PATCH'\n${await patchOf(edits)}PATCH`] : [];
    const added = [...edits.map(({ file }) => file), ...files].join(" ");
    // The stack's file is in this repository, whose main Argo CD does not follow where the tree is in another.
    const isOfStack = files.length > 0;
    const git = isOfStack ? "git" : inTree;
    const branch =
        isOfStack && inTree !== "git"
            ? "   Merge it to the branch that this stack is deployed from."
            : `   Merge it to ${revision}, which Argo CD follows.`;
    const blocks = [
        `${heading}\n   ${why}`,
        ...byHand.map((text) => `   By hand: ${text}`),
        ...(commits
            ? [
                  [...writes, ...patch, `${git} add ${added || "FILE"} && ${git} commit -m '${message}'`].join("\n"),
                  branch,
              ]
            : []),
        ...(runs.length > 0 ? [runs.join("\n")] : []),
        `   Wait until:\n${waits.map(waiting).join("\n")}`,
    ];
    return blocks.join("\n\n");
}

const waiting = ({ command, until }: Wait): string => `${command}\n   # ${until}`;
