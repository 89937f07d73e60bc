import { execFile } from "node:child_process";
import { cpSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import { root } from "../../base/checkout";
import { UsageError } from "../../base/error";

/** A Git repository for one run, whose first commit contains this checkout's `gitops/`. */
export class GitRepository {
    /** `file://…`, for the stack's `gitops.repository`. */
    readonly url: string;

    private constructor(readonly folder: string) {
        this.url = `file://${folder}`;
    }

    /** @param folder is created, and must not exist */
    static async make(folder: string): Promise<GitRepository> {
        mkdirSync(folder, { recursive: true });
        const repository = new GitRepository(folder);
        await repository.git("init", "--quiet", "--initial-branch=main");
        cpSync(join(root, "gitops"), join(folder, "gitops"), { recursive: true });
        await repository.commit("The workload as it is in this checkout");
        return repository;
    }

    /**
     * Commits everything that has been written into the folder.
     * @returns the commit's id
     */
    async commit(message: string): Promise<string> {
        await this.git("add", "--all");
        await this.git("commit", "--quiet", "--allow-empty", `--message=${message}`);
        return this.head();
    }

    /** Undoes a commit with another one, as `git revert` does. @returns the new commit's id */
    async revert(commit: string): Promise<string> {
        await this.git("revert", "--no-edit", commit);
        return this.head();
    }

    /** Resets the branch to a commit, like a force-push: later commits are no longer in its history. */
    async resetTo(commit: string): Promise<void> {
        await this.git("reset", "--quiet", "--hard", commit);
    }

    head(): Promise<string> {
        return this.git("rev-parse", "HEAD");
    }

    /** A file's text; empty if it doesn't exist. @param path relative to the repository's root */
    read(path: string): string {
        const file = join(this.folder, path);
        return existsSync(file) ? readFileSync(file, "utf8") : "";
    }

    write(path: string, text: string): void {
        mkdirSync(dirname(join(this.folder, path)), { recursive: true });
        writeFileSync(join(this.folder, path), text);
    }

    remove(path: string): void {
        rmSync(join(this.folder, path), { recursive: true });
    }

    /** Makes it unreachable until `comeBack`. */
    goAway(): void {
        renameSync(this.folder, `${this.folder}-away`);
    }

    comeBack(): void {
        renameSync(`${this.folder}-away`, this.folder);
    }

    private async git(...args: string[]): Promise<string> {
        // The user's own settings (hooks, signing, a template) must not apply here.
        const env = { ...process.env, GIT_CONFIG_GLOBAL: "/dev/null", GIT_CONFIG_SYSTEM: "/dev/null" };
        const identity = ["-c", "user.name=Rehearsal", "-c", "user.email=rehearsal@localhost"];
        const asked = promisify(execFile)("git", [...identity, ...args], { cwd: this.folder, env });
        const { stdout } = await asked.catch((error: NodeJS.ErrnoException) => {
            if (error.code !== "ENOENT") throw error;
            throw new UsageError(
                "Git is required, but not on the PATH: install it (https://git-scm.com) and run this again.",
            );
        });
        return stdout.trim();
    }
}
