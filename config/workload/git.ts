import { spawnSync } from "node:child_process";
import { readFileSync, statSync } from "node:fs";
import { dirname, join, resolve } from "node:path";

/** What Git says of a working copy; nothing where there is no Git, or it says nothing. */
function git(folder: string, ...args: string[]): string {
    // A hook of Git's has these of its own repository in the environment.
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

/** Files of a working copy that Git has all of, by the state of its index that said so: Git takes its time to start. */
const tracked = new Map<string, string>();

/** Those of some files that are not in Git. @param files from the top of the working copy, there */
export function untrackedOf(folder: string, files: readonly string[]): string[] {
    const key = JSON.stringify([folder, files]);
    const index = indexOf(folder);
    if (index !== undefined && tracked.get(key) === index) return [];
    const untracked = namesIn(git(folder, "ls-files", "--others", "-z", "--", ...files));
    if (index !== undefined && untracked.length === 0) tracked.set(key, index);
    return untracked;
}

/** Those of some files that Git ignores. */
export const ignoredOf = (folder: string, files: readonly string[]): string[] =>
    namesIn(git(folder, "ls-files", "--others", "--ignored", "--exclude-standard", "-z", "--", ...files));

const namesIn = (text: string): string[] => text.split("\0").filter((name) => name !== "");

/** What changes with each change of a working copy's index, which Git always writes anew; undefined where it cannot be told. */
function indexOf(folder: string): string | undefined {
    const own = join(folder, ".git");
    try {
        // In a worktree or a submodule, a file that says where the folder is.
        const elsewhere = statSync(own).isFile() ? /^gitdir: (.*)/.exec(readFileSync(own, "utf8"))?.[1] : own;
        if (elsewhere === undefined) return undefined;
        const { ino, size, mtimeNs, ctimeNs } = statSync(resolve(folder, elsewhere, "index"), { bigint: true });
        return [ino, size, mtimeNs, ctimeNs].join(" ");
    } catch {
        return undefined;
    }
}
