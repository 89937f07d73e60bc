import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { commitOf, forkPoint, writeCommit } from "../../../../commands/diff/git";
import { UsageError } from "../../../../base/error";

describe("the revisions to compare", () => {
    let folder: string;
    let repository: string;
    const git = (cwd: string, ...args: string[]) => {
        const env = { ...process.env, GIT_CONFIG_GLOBAL: "/dev/null", GIT_CONFIG_SYSTEM: "/dev/null" };
        return execFileSync("git", ["-c", "user.name=a", "-c", "user.email=a@b", ...args], {
            cwd,
            env,
            encoding: "utf8",
        });
    };
    const commit = (text: string) => {
        writeFileSync(join(repository, "below", "file"), text);
        git(repository, "add", ".");
        git(repository, "commit", "-qm", text);
    };

    before(() => {
        folder = mkdtempSync(join(tmpdir(), "diff-git-"));
        repository = join(folder, "repository");
        mkdirSync(join(repository, "below"), { recursive: true });
        git(repository, "init", "-q", "--initial-branch=main");
        commit("one");
        git(repository, "tag", "first");
        git(repository, "checkout", "-qb", "work");
        commit("two");
    });
    after(() => rmSync(folder, { recursive: true, force: true }));

    const refusal = (asked: Promise<unknown>, says: RegExp) =>
        assert.rejects(asked, (error) => error instanceof UsageError && says.test(error.message));

    it("are written into a folder as they were, and leave no trace in the repository", async () => {
        const before =
            git(repository, "status", "--porcelain", "--untracked-files=all") + git(repository, "worktree", "list");
        const target = join(folder, "target");
        mkdirSync(target);
        const checkout = await writeCommit(await commitOf("first", repository), target, join(repository, "below"));
        assert.equal(readFileSync(join(checkout, "file"), "utf8"), "one");
        assert.equal(readFileSync(join(repository, "below", "file"), "utf8"), "two");
        assert.equal(
            git(repository, "status", "--porcelain", "--untracked-files=all") + git(repository, "worktree", "list"),
            before,
        );
    });

    it("have the names that a reader knows, and a short ID", async () => {
        const { id, label } = await commitOf("first", repository);
        assert.equal(label, `first (${id.slice(0, 7)})`);
        assert.equal((await commitOf(id, repository)).label, id.slice(0, 7));
    });

    it("begin where the work left the main branch, unless somebody says otherwise", async () => {
        assert.equal((await forkPoint(repository)).id, (await commitOf("first", repository)).id);
    });

    it("are refused if they don't exist, with what to fetch", async () => {
        await refusal(commitOf("absent", repository), /no revision absent .* git fetch origin absent/);
        await refusal(commitOf("--help", repository), /no revision --help/);
    });

    it("are refused in a shallow clone with how deep to fetch", async () => {
        const shallow = join(folder, "shallow");
        git(folder, "clone", "-q", "--depth=1", "--branch=work", `file://${repository}`, shallow);
        await refusal(commitOf("origin/main", shallow), /shallow: git fetch --depth=1 origin main/);
        await refusal(forkPoint(shallow), /Pass --base REV.*shallow/);
    });

    it("are refused where there is no repository", async () => {
        const bare = mkdtempSync(join(tmpdir(), "no-git-"));
        await refusal(commitOf("main", bare), /is not a Git repository/);
        rmSync(bare, { recursive: true });
    });
});
