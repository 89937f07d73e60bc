import { existsSync, rmSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { makeFolder, sweepFolders } from "../../base/folder";
import { root } from "../../base/checkout";
import { type Commit, writeCommit } from "./git";
import type { Side } from "./model";

const prefix = "diff-";

/**
 * A folder below `.rehearsal/` for one comparison. It is deleted when this process ends, or, after a crash, by the next
 * one.
 */
export function openFolder(): { path: string; remove(): void } {
    const path = makeFolder(`${prefix}${process.pid}-`);
    sweepFolders(prefix);
    const remove = () => rmSync(path, { recursive: true, force: true });
    process.once("exit", remove);
    return { path, remove };
}

/**
 * A commit's files, with this checkout's packages and tools: installing the commit's own would take minutes, and both sides
 * have to be rendered by the same Kustomize.
 *
 * @param folder empty
 * @param repository folder of Pulumi.yaml in the repository that has the commit
 */
export async function sideOf(commit: Commit, folder: string, repository = root): Promise<Side> {
    const checkout = await writeCommit(commit, folder, repository);
    for (const name of ["node_modules", ".tools"]) {
        if (!existsSync(join(checkout, name))) symlinkSync(join(root, name), join(checkout, name));
    }
    return { checkout, label: commit.label };
}
