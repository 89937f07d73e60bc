import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { dataRoot, folderPrefix } from "../../base/folder";
import { startGuardian } from "./guardian";
import { commandOf } from "./processes";

/**
 * The minimum age of a folder, in milliseconds, before a missing guardian counts as dead rather than about to start.
 */
const settledMs = 30_000;

/** Ends the control planes of this checkout whose guardian was killed too: their servers and folders. */
export async function sweep(root = dataRoot): Promise<void> {
    if (!existsSync(root)) return;
    const folders = readdirSync(root)
        .filter((name) => name.startsWith(folderPrefix))
        .map((name) => join(root, name));
    await Promise.all(folders.filter(isAbandoned).map((folder) => startGuardian(folder).release()));
}

function isAbandoned(folder: string): boolean {
    try {
        const pid = Number(readFileSync(join(folder, "guardian.pid"), "utf8"));
        return !commandOf(pid).includes(folder);
    } catch {
        return ageMs(folder) > settledMs;
    }
}

function ageMs(folder: string): number {
    try {
        return Date.now() - statSync(folder).mtimeMs;
    } catch {
        return 0;
    }
}
