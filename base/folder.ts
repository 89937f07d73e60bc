import { mkdirSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { join, relative, resolve } from "node:path";
import { isAlive } from "./processes";
import { root } from "./checkout";
import { UsageError } from "./error";

/** Where the control planes and engines of this checkout keep their data. Git ignores it. */
export const dataRoot = resolve(root, ".rehearsal");

/** The prefix of the folders of control planes in it. The guardian deletes no other folder. */
export const folderPrefix = "control-plane-";

/**
 * Creates a folder below `.rehearsal/` that only this user can read.
 *
 * @param prefix of its name. Default: a control plane's
 * @throws UsageError if nothing can be written there: a read-only disk, a full one, or another user's folder
 */
export function makeFolder(prefix = folderPrefix): string {
    try {
        mkdirSync(dataRoot, { recursive: true });
        return mkdtempSync(join(dataRoot, prefix));
    } catch (error) {
        throw new UsageError(
            `Nothing can be written to ${relative(root, dataRoot)}/ of this checkout, where the rehearsal keeps its data ` +
                `while it runs (${error instanceof Error ? error.message : String(error)}).\n` +
                "Make it writable, or use a checkout on a disk that is, with room for a few hundred MB.",
        );
    }
}

/** Deletes the folders named `PREFIX PID-…` of processes that were killed before they could delete them. */
export function sweepFolders(prefix: string): void {
    for (const name of readdirSync(dataRoot)) {
        const pid = name.startsWith(prefix) && /^(\d+)-/.exec(name.slice(prefix.length))?.[1];
        if (pid && !isAlive(Number(pid))) rmSync(join(dataRoot, name), { recursive: true, force: true });
    }
}
