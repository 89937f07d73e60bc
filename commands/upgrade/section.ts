import { relative } from "node:path";
import { patchOf } from "./operator/edits";
import type { Step, Wait } from "./step";

export interface Places {
    /** Git in the repository of the tree: `git`, or with `-C` where that is another than the stack file's. */
    inTree: string;
    /** Where a commit to the tree, and one to the stack's file, is merged to. */
    branches: { tree: string; stack: string };
}

export const deployedFrom = "the branch that this stack is deployed from";

/** Where commits to a working copy go. @param revision what Argo CD follows */
export function placesOf(root: string, tree: string, revision: string): Places {
    const followed = `${revision}, which Argo CD follows`;
    if (tree === root) return { inTree: "git", branches: { tree: followed, stack: followed } };
    const inTree = `git -C ${relative(root, tree).startsWith("../..") ? tree : relative(root, tree)}`;
    // The stack's file is in this repository, whose main Argo CD does not follow where the tree is in another.
    return { inTree, branches: { tree: followed, stack: deployedFrom } };
}

/**
 * A step as text: what is committed, what is run, what to wait for.
 *
 * @param notes lines at its end
 */
export async function section(
    step: Step,
    number: number,
    { inTree, branches }: Places,
    notes: readonly string[] = [],
): Promise<string> {
    const { title, why, done, byHand, writes, edits, files, message, runs, waits } = step;
    const heading = `${number}. ${title}${done ? " (done)" : ""}`;
    if (done) return heading;
    const commits = edits.length + files.length + byHand.length > 0;
    const patch = edits.length > 0 ? [`${inTree} apply <<'PATCH'\n${await patchOf(edits)}PATCH`] : [];
    const added = [...edits.map(({ file }) => file), ...files].join(" ");
    const isOfStack = files.length > 0;
    const own = isOfStack ? "git" : inTree;
    const blocks = [
        `${heading}\n   ${why}`,
        ...byHand.map((text) => `   By hand: ${text}`),
        ...(commits
            ? [
                  [...writes, ...patch, `${own} add ${added || "FILE"} && ${own} commit -m '${message}'`].join("\n"),
                  `   Merge it to ${isOfStack ? branches.stack : branches.tree}.`,
              ]
            : []),
        ...(runs.length > 0 ? [runs.join("\n")] : []),
        `   Wait until:\n${waits.map(waiting).join("\n")}`,
        ...(notes.length > 0 ? [notes.map((note) => `   ${note}`).join("\n")] : []),
    ];
    return blocks.join("\n\n");
}

const waiting = ({ command, until }: Wait): string => `${command}\n   # ${until}`;
