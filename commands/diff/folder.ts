import { existsSync, rmSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { makeFolder, sweepFolders } from "../../base/folder";
import { root } from "../../base/checkout";
import { type Commit, writeCommit } from "./git";
import type { Side } from "./model";

const prefix = "diff-";

/** A folder below `.rehearsal/` for one comparison; gone with this process, and with the next one after a crash. */
export function openFolder(): { path: string; remove(): void } {
    const path = makeFolder(`${prefix}${process.pid}-`);
    sweepFolders(prefix);
    const remove = () => rmSync(path, { recursive: true, force: true });
    process.once("exit", remove);
    return { path, remove };
}

/**
 * A commit's files, with this checkout's packages: its own would take minutes to install.
 *
 * @param folder empty
 * @param repository folder of Pulumi.yaml in the repository that has the commit
 */
export async function sideOf(commit: Commit, folder: string, repository = root): Promise<Side> {
    const checkout = await writeCommit(commit, folder, repository);
    if (!existsSync(join(checkout, "node_modules"))) {
        symlinkSync(join(root, "node_modules"), join(checkout, "node_modules"));
    }
    return { checkout, label: commit.label };
}
