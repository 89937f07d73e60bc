import { mkdirSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { join, relative, resolve } from "node:path";
import { isAlive } from "./processes";
import { root } from "./checkout";
import { UsageError } from "./error";

/** Where the control planes and engines of this checkout keep their data. Git ignores it. */
export const dataRoot = resolve(root, ".rehearsal");

/** How the folders of control planes in it are named. The guardian deletes no other. */
export const folderPrefix = "control-plane-";

/**
 * A new folder below `.rehearsal/`, that only this user may read.
 *
 * @param prefix what its name begins with. Default: a control plane's
 * @throws UsageError where nothing can be written there: a read-only disk, a full one, somebody else's folder
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

/** Deletes the folders named `PREFIX PID-…` of processes that were killed before they could. */
export function sweepFolders(prefix: string): void {
    for (const name of readdirSync(dataRoot)) {
        const pid = name.startsWith(prefix) && /^(\d+)-/.exec(name.slice(prefix.length))?.[1];
        if (pid && !isAlive(Number(pid))) rmSync(join(dataRoot, name), { recursive: true, force: true });
    }
}
