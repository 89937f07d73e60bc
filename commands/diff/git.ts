import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import { root } from "../../base/checkout";
import { BadUsage, UsageError } from "../../base/error";

/** A commit of this checkout's repository. */
export interface Commit {
    /** The full ID. */
    id: string;
    /** As the user wrote it, with the short ID: `main (56e47bb)`. */
    label: string;
}

/** @throws BadUsage if a revision doesn't exist, with what to do about it */
export async function commitOf(revision: string, folder = root): Promise<Commit> {
    await assertRepository(folder);
    const id = await git(folder, [
        "rev-parse",
        "--verify",
        "--quiet",
        "--end-of-options",
        `${revision}^{commit}`,
    ]).catch(() => undefined);
    if (!id)
        throw new BadUsage(`There is no revision ${revision} in this repository. ${await advice(folder, revision)}`);
    const short = id.slice(0, 7);
    return { id, label: id.startsWith(revision) ? short : `${revision} (${short})` };
}

/** Where the current branch left the main branch. @throws UsageError if that can't be determined */
export async function forkPoint(folder = root): Promise<Commit> {
    await assertRepository(folder);
    for (const main of ["origin/main", "main"]) {
        const id = await git(folder, ["merge-base", main, "HEAD"]).catch(() => undefined);
        if (id) return { id, label: `where ${main} was left (${id.slice(0, 7)})` };
    }
    throw new UsageError(
        `Neither origin/main nor main has a commit in common with this checkout. Pass --base REV. ${await advice(folder, "main")}`,
    );
}

/** Writes a commit's files to an empty folder. @returns the folder of Pulumi.yaml in it */
export async function writeCommit({ id }: Commit, folder: string, repository = root): Promise<string> {
    const index = { GIT_INDEX_FILE: join(folder, ".index") };
    await git(repository, ["read-tree", id], index);
    // From the root, because names in the commit start there.
    const top = await git(repository, ["rev-parse", "--show-toplevel"]);
    const below = await git(repository, ["rev-parse", "--show-prefix"]);
    await git(top, ["checkout-index", "--all", `--prefix=${folder}/tree/`], index);
    return join(folder, "tree", below);
}

async function advice(folder: string, revision: string): Promise<string> {
    const isShallow = (await git(folder, ["rev-parse", "--is-shallow-repository"])) === "true";
    const ref = revision.replace(/^origin\//, "");
    return isShallow
        ? `The clone is shallow: git fetch --depth=1 origin ${ref}, then --base FETCH_HEAD; or git fetch --unshallow.`
        : `Fetch it: git fetch origin ${ref}; or look with git log --all --oneline.`;
}

async function assertRepository(folder: string): Promise<void> {
    const isInside = await git(folder, ["rev-parse", "--is-inside-work-tree"]).catch((error: unknown) => {
        if (error instanceof UsageError) throw error;
        return "false";
    });
    if (isInside !== "true") {
        throw new UsageError(
            "This checkout is not a Git repository, so there is no base to compare with: clone it with git.",
        );
    }
}

/** What Git prints. @throws UsageError if Git isn't installed */
export async function git(folder: string, args: readonly string[], env: NodeJS.ProcessEnv = {}): Promise<string> {
    try {
        const { stdout } = await promisify(execFile)("git", [...args], {
            cwd: folder,
            env: { ...process.env, ...env },
            maxBuffer: 64 << 20,
        });
        return stdout.trim();
    } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== "ENOENT") throw error;
        throw new UsageError(
            "Git is required, but not on the PATH: install it (https://git-scm.com) and run this again.",
        );
    }
}
