import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { check } from "../../../config/check";
import { inTree } from "./overlayTree";

const git = (folder: string, ...args: string[]) => execFileSync("git", args, { cwd: folder, stdio: "ignore" });

/** What a preview says of Git's part in the small tree. */
function said(root: string): string[] {
    const { problems, warnings } = check({
        groups: {
            cluster: { source: "existing", name: "shared" },
            gitops: { repository: "https://git.example.com/a.git", path: "o", kinds: ["Secret"] },
        },
        secrets: {},
        region: "eu-central-1",
        root,
        today: "2026-11-26",
    });
    return [
        ...problems.map(({ key, reason, fix }) => `${key}: ${reason}; ${fix}`),
        ...warnings.filter((warning) => warning.includes("is not in Git yet")),
    ];
}

describe("what is here but not in Git", () => {
    const files = {
        "o/kustomization.yaml":
            "resources: [../base]\ncomponents: [version]\nconfigMapGenerator: [{ name: tls, files: ['tls[1].key'] }]\n",
        "o/tls[1].key": "hush",
        "o/tls1.key": "in no tree, though the name above is a pattern of Git's for it",
        "notes.txt": "in no tree",
    };
    const inRepository = (ignore: string, use: (root: string) => void) =>
        inTree({ ...files, ".gitignore": ignore }, (root) => {
            git(root, "init", "-q");
            use(root);
        });

    it("is refused if Git ignores it, because Argo CD would not find it", () =>
        inRepository("*.key\nnotes.txt\n", (root) => {
            git(root, "add", ".");
            const [problem = "", ...others] = said(root);
            assert.match(problem, /^gitops\.path: uses o\/tls\[1\]\.key, which Git ignores, .* unless it is a secret/);
            assert.deepEqual(others, []);
            git(root, "add", "--force", "o");
            assert.deepEqual(said(root), []);
        }));

    it("causes a warning until it is added, and files outside the tree cause none", () =>
        inRepository("", (root) => {
            git(root, "add", "base", "o/kustomization.yaml", "o/version");
            const [warning = "", ...others] = said(root);
            assert.match(warning, /^gitops\.path o uses o\/tls\[1\]\.key, which is not in Git yet/);
            assert.deepEqual(others, []);
            git(root, "add", "o");
            assert.deepEqual(said(root), []);
            assert.deepEqual(said(root), []);
            git(root, "rm", "--cached", "--quiet", "o/tls[[]1].key");
            assert.deepEqual(said(root), [warning]);
        }));

    it("causes a warning in a worktree, too, whose index is elsewhere", () =>
        inRepository("", (root) => {
            git(root, "add", ".");
            git(root, "-c", "user.name=a", "-c", "user.email=a@b", "commit", "-qm", "one");
            const worktree = join(root, "worktree");
            git(root, "worktree", "add", "-q", worktree);
            assert.deepEqual(said(worktree), []);
            assert.deepEqual(said(worktree), []);
            git(worktree, "rm", "--cached", "--quiet", "base/kafka.yaml");
            assert.match(said(worktree).join(), /^gitops\.path o uses base\/kafka\.yaml, which is not in Git yet/);
        }));

    it("is unknown for a folder that isn't a working copy", () =>
        inTree(files, (root) => assert.deepEqual(said(root), [])));
});
