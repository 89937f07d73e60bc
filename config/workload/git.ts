import { spawnSync } from "node:child_process";
import { readFileSync, statSync } from "node:fs";
import { dirname, join, resolve } from "node:path";

/** Git's output for a working copy; empty if there is no Git, or it fails. */
function git(folder: string, ...args: string[]): string {
    // A Git hook's environment contains these variables for its own repository.
    const { GIT_DIR: _, GIT_WORK_TREE: __, GIT_INDEX_FILE: ___, ...env } = process.env;
    const { stdout } = spawnSync("git", args, {
        cwd: folder,
        env: { ...env, GIT_CEILING_DIRECTORIES: dirname(folder), GIT_LITERAL_PATHSPECS: "1" },
        encoding: "utf8",
        timeout: 5_000,
    });
    return stdout ?? "";
}

/** The URL of a working copy's origin; undefined without one. */
export const originOf = (folder: string): string | undefined =>
    git(folder, "config", "--get", "remote.origin.url").trim() || undefined;

/**
 * Files of a working copy that are all in Git, by the state of the index at that time, because Git takes time to start.
 */
const tracked = new Map<string, string>();

/** The given files that are not in Git. @param files relative to the top of the working copy, which contains them */
export function untrackedOf(folder: string, files: readonly string[]): string[] {
    const key = JSON.stringify([folder, files]);
    const index = indexOf(folder);
    if (index !== undefined && tracked.get(key) === index) return [];
    const untracked = namesIn(git(folder, "ls-files", "--others", "-z", "--", ...files));
    if (index !== undefined && untracked.length === 0) tracked.set(key, index);
    return untracked;
}

/** The given files that Git ignores. */
export const ignoredOf = (folder: string, files: readonly string[]): string[] =>
    namesIn(git(folder, "ls-files", "--others", "--ignored", "--exclude-standard", "-z", "--", ...files));

const namesIn = (text: string): string[] => text.split("\0").filter((name) => name !== "");

/**
 * A value that changes whenever a working copy's index does, because Git always rewrites it; undefined if it can't be
 * determined.
 */
function indexOf(folder: string): string | undefined {
    const own = join(folder, ".git");
    try {
        // In a worktree or a submodule, this is a file with the folder's path.
        const elsewhere = statSync(own).isFile() ? /^gitdir: (.*)/.exec(readFileSync(own, "utf8"))?.[1] : own;
        if (elsewhere === undefined) return undefined;
        const { ino, size, mtimeNs, ctimeNs } = statSync(resolve(folder, elsewhere, "index"), { bigint: true });
        return [ino, size, mtimeNs, ctimeNs].join(" ");
    } catch {
        return undefined;
    }
}
