import { cpSync, existsSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { isMap, isScalar, parseDocument } from "yaml";
import { project } from "../../base/checkout";
import { promotedFolders } from "../../config/environments";
import { commitOf, git } from "../diff/git";
import { refuse } from "../migrate/refuse";

/** Checks that the working copy has no uncommitted changes. @throws UsageError if it has */
export async function assertClean(root: string): Promise<void> {
    await commitOf("HEAD", root);
    const changed = await git(root, ["status", "--porcelain", "--untracked-files=normal", "--", ":/"]);
    if (changed !== "") {
        const names = changed.split("\n").map((line) => line.trim());
        const more = names.length > 3 ? ` and ${names.length - 3} more` : "";
        refuse(
            `The working copy has uncommitted changes: ${names.slice(0, 3).join(", ")}${more}. Commit them, or run git stash --include-untracked.`,
        );
    }
}

/** @throws UsageError if the branch exists, or if its name is invalid */
export async function assertNewBranch(branch: string, root: string): Promise<void> {
    const isName = await git(root, ["check-ref-format", "--branch", branch]).then(
        () => true,
        () => false,
    );
    if (!isName) refuse(`${branch} can't be the name of a branch: pass another name with --branch NAME.`);
    const found = await git(root, ["for-each-ref", "--format=%(refname)", `refs/heads/${branch}`]);
    if (found !== "")
        refuse(
            `The branch ${branch} already exists: git branch -D ${branch}, or pass another name with --branch NAME.`,
        );
}

/**
 * Copies the promoted parts of one overlay to another.
 *
 * @param checkout where to write them
 * @returns the files that differed, relative to its root
 */
export function takeOver(checkout: string, source: string, target: string): string[] {
    const folders = promotedFolders.filter((folder) => existsSync(join(checkout, source, folder)));
    if (folders.length === 0)
        refuse(`${source} has nothing to promote: it has no folder ${promotedFolders.join(" or ")}.`);
    return folders.flatMap((folder) => {
        const [from, to] = [join(checkout, source, folder), join(checkout, target, folder)];
        const [theirs, mine] = [filesIn(from), filesIn(to)];
        const differs = [...new Set([...theirs, ...mine])].sort().filter((name) => {
            const [one, other] = [from, to].map((at) =>
                existsSync(join(at, name)) ? readFileSync(join(at, name)) : undefined,
            );
            return !one || !other || !one.equals(other);
        });
        rmSync(to, { recursive: true, force: true });
        cpSync(from, to, { recursive: true });
        return differs.map((name) => `${target}/${folder}/${name}`);
    });
}

const filesIn = (folder: string): string[] =>
    existsSync(folder)
        ? readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((name) =>
              statSync(join(folder, name)).isFile(),
          )
        : [];

/** Sets `gitops.revision` in a stack's file, and leaves every other character unchanged. */
export function setRevision(file: string, revision: string): void {
    const text = readFileSync(file, "utf8");
    const gitops = parseDocument(text).getIn(["config", `${project}:gitops`]);
    const value: unknown = isMap(gitops) ? gitops.get("revision", true) : undefined;
    const [from, to] = (isScalar(value) && value.range) || [];
    if (from === undefined || to === undefined) return refuse(`${file} has no gitops.revision to move.`);
    writeFileSync(file, `${text.slice(0, from)}${revision}${text.slice(to)}`);
}

/**
 * Commits some paths of a folder, without a branch and without the working copy. Nothing is visible before the last step.
 *
 * @param tree a folder with a complete commit, starting at the repository's root
 * @param paths relative to it
 * @returns the new commit
 */
export async function commitFrom(
    tree: string,
    parent: string,
    paths: readonly string[],
    message: string,
    root: string,
): Promise<string> {
    const gitDir = await git(root, ["rev-parse", "--absolute-git-dir"]);
    const env = { GIT_DIR: gitDir, GIT_WORK_TREE: tree, GIT_INDEX_FILE: join(tree, "..", ".promote-index") };
    const here = (...args: string[]) => git(tree, args, env);
    await here("read-tree", parent);
    await here("add", "--all", "--", ...paths);
    const made = await here("write-tree");
    return here("commit-tree", "-p", parent, "-m", message, made).catch((error: unknown) =>
        refuse(
            `Git could not commit: ${error instanceof Error ? (error.message.split("\n")[1] ?? error.message) : String(error)}`,
        ),
    );
}
