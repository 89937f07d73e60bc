import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, renameSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { check } from "../../../config/check";
import { runStack } from "../../harness";
import { inTree } from "./overlayTree";

const repository = "https://git.example.com/platform/workload.git";

/** What a preview says of a stack in `program`, whose tree is in another folder. */
function preview(program: string, gitops: object, groups: object = {}, secrets: Record<string, string> = {}) {
    const checked = check({
        groups: {
            cluster: { source: "existing", name: "shared" },
            gitops: { repository, path: "o", ...gitops },
            ...groups,
        },
        secrets: Object.fromEntries(Object.entries(secrets).map(([key, value]) => [key, { value, encrypted: true }])),
        region: "eu-central-1",
        root: program,
        today: "2026-11-26",
    });
    const problems = checked.problems.map(({ key, reason, fix }) => `${key}: ${reason}; ${fix}`);
    return { ...checked, problems, ours: checked.warnings.filter((warning) => warning.includes("gitops.checkout")) };
}

/** The small tree in `workload`, and beside it an empty folder `program`. */
function apart<T>(use: (folder: { program: string; tree: string }) => T): T {
    return inTree({}, (root) => {
        const folders = { program: join(root, "program"), tree: join(root, "workload") };
        for (const folder of Object.values(folders)) mkdirSync(folder);
        for (const name of ["base", "o"]) renameSync(join(root, name), join(folders.tree, name));
        return use(folders);
    });
}

function git(folder: string, ...args: string[]): void {
    execFileSync("git", args, { cwd: folder, stdio: "ignore" });
}

const cloneOf = (folder: string, origin: string) => {
    git(folder, "init", "-q");
    git(folder, "remote", "add", "origin", origin);
};

describe("gitops.checkout", () => {
    it("is where the overlay is read, from the folder of Pulumi.yaml or anywhere", () =>
        apart(({ program, tree }) => {
            for (const checkout of ["../workload", tree]) {
                const { problems, facts } = preview(program, { checkout });
                assert.deepEqual(problems, [], checkout);
                assert.equal(facts.overlay?.platformVersion, "7.9.0");
            }
            assert.match(preview(program, {}).problems.join(), /^gitops\.path: does not exist in this checkout/);
        }));

    it("checks the tree there by the same rules as one in this checkout", () =>
        apart(({ program }) => {
            const { problems } = preview(program, { checkout: "../workload" }, { confluent: { version: "3.1.1" } });
            assert.match(problems.join(), /^confluent\.version: is not the init image's version, 3\.4\.0 in o/);
        }));

    it("is refused if it does not exist, and if it is a file, with what to type", () =>
        apart(({ program }) => {
            assert.deepEqual(preview(program, { checkout: "workload" }).problems, [
                `gitops.checkout: does not exist; git clone ${repository} workload, or pulumi config set --path gitops.checkout none`,
            ]);
            writeFileSync(join(program, "workload"), "");
            assert.match(preview(program, { checkout: "workload" }).problems.join(), /^gitops\.checkout: is a file/);
        }));

    it("contains the overlay: a path that leaves it, in whatever way, or does not exist is refused", () =>
        apart(({ program, tree }) => {
            mkdirSync(join(program, "o"));
            symlinkSync(join(program, "o"), join(tree, "link"));
            const of = (path: string, checkout = "../workload") => preview(program, { checkout, path }).problems.join();
            for (const path of ["../program/o", "base/../../program/o", "..", join(tree, "o")]) {
                assert.match(of(path), /^gitops\.path: is outside the repository/, path);
                assert.match(of(path, "none"), /^gitops\.path: is outside the repository/, `${path}, unread`);
            }
            assert.match(of("link"), /^gitops\.path: .*is outside the repository/);
            assert.match(of("absent"), /^gitops\.path: does not exist in \.\.\/workload; .* relative to the top/);
        }));

    it("causes a warning if it is a copy of another repository, without the credentials that a pipeline puts into its URL", () =>
        apart(({ program, tree }) => {
            cloneOf(tree, "https://gitlab-ci-token:glcbt-0123@git.example.com/platform/other.git");
            const { problems, ours, warnings } = preview(program, { checkout: "../workload" });
            assert.deepEqual([problems, ours.length], [[], 1]);
            assert.match(ours[0] ?? "", /copy of https:\/\/git\.example\.com\/platform\/other\.git, .* follows https/);
            assert.doesNotMatch(warnings.join(), /glcbt/);
        }));

    it("causes no warning if it is a copy of the same repository, even a worktree, whatever hook runs this", () =>
        apart(({ program, tree }) => {
            cloneOf(tree, "ssh://git@git.example.com:7999/platform/workload");
            git(tree, "-c", "user.name=a", "-c", "user.email=a@b", "commit", "-q", "--allow-empty", "-m", "one");
            git(tree, "worktree", "add", "-q", "../program/workload");
            cpSync(join(tree, "base"), join(program, "workload/base"), { recursive: true });
            cpSync(join(tree, "o"), join(program, "workload/o"), { recursive: true });
            mkdirSync(join(program, "hook"));
            cloneOf(join(program, "hook"), "https://git.example.com/platform/other.git");
            process.env.GIT_DIR = join(program, "hook/.git");
            try {
                for (const checkout of ["../workload", "workload"]) {
                    const { problems, ours } = preview(program, { checkout });
                    assert.deepEqual([problems, ours], [[], []], checkout);
                }
            } finally {
                delete process.env.GIT_DIR;
            }
            git(tree, "remote", "set-url", "origin", "ssh://git@git.example.com:7999/platform/other");
            assert.equal(preview(program, { checkout: "workload" }).ours.length, 1, "a worktree is looked at");
        }));

    it("causes a warning if it is not the top of a working copy, to which Argo CD's path is relative", () =>
        apart(({ program }) => {
            const [warning = ""] = preview(program, { checkout: "../workload" }).ours;
            assert.match(warning, /is not the top of a working copy .* For Argo CD, gitops\.path, o, is relative/);
        }));

    it("does not depend on what this checkout is a copy of", () =>
        inTree({}, (root) => {
            cloneOf(root, "https://git.example.com/platform/other.git");
            const { problems, ours } = preview(root, {});
            assert.deepEqual([problems, ours], [[], []]);
        }));
});

describe("gitops.checkout none", () => {
    const folder = mkdtempSync(join(tmpdir(), "program-"));
    after(() => rmSync(folder, { recursive: true }));
    const none = (groups: object = {}, secrets: Record<string, string> = {}) =>
        preview(folder, { checkout: "none", path: "overlays/prod" }, groups, secrets);

    it("is allowed, with one warning that says what nobody has checked", () => {
        const { problems, warnings } = none();
        assert.deepEqual([problems, warnings.length], [[], 1]);
        for (const part of [
            /overlays\/prod of https:\/\/git\.example\.com\/platform\/workload\.git was not read/,
            /the operator 3\.4\.0 supports the version of Confluent Platform, with ZooKeeper or KRaft/,
            /init image is 3\.4\.0/,
            /compatibility annotations/,
            /kinds and namespaces/,
            /images/,
            /service account for rack awareness is not created/,
            /git clone \S+ FOLDER && pulumi config set --path gitops\.checkout FOLDER$/,
        ]) {
            assert.match(warnings[0] ?? "", part);
        }
        assert.doesNotMatch(warnings[0] ?? "", /pullSecretRef/);
    });

    it("names pullSecretRef too where the stack has an imagePullSecret, which works", () => {
        const { problems, warnings } = none(
            {},
            { imagePullSecret: '{"auths":{"registry.example.com":{"auth":"dTpw"}}}' },
        );
        assert.deepEqual(problems, []);
        assert.match(warnings.join(), /pullSecretRef of its own, which imagePullSecret would replace/);
    });

    it("is refused with mirrors.images, whose images only the tree names", () => {
        const { problems } = none({ mirrors: { images: "registry.example.com/mirror" } });
        assert.equal(problems.length, 1);
        assert.match(
            problems[0] ?? "",
            /^mirrors\.images: needs the names of the images in overlays\/prod, but gitops\.checkout is none; git clone/,
        );
    });

    it("creates an Application with everything that needs no tree, and no account for rack awareness", async () => {
        const graph = await runStack("eks", {
            "gitops.checkout": "none",
            "gitops.path": "overlays/prod",
            "argocd.namespace": "argo",
            confluentLicense: "a-licence",
            imagePullSecret: '{"auths":{"registry.example.com":{"auth":"dTpw"}}}',
        });
        const { spec } = graph.named("confluent-platform-application").inputs as {
            spec: { source: { path: string; kustomize: { images?: unknown; patches: { target: object }[] } } };
        };
        assert.equal(spec.source.path, "overlays/prod");
        assert.equal(spec.source.kustomize.images, undefined);
        const patched = spec.source.kustomize.patches.map(({ target }) => JSON.stringify(target)).join();
        for (const kind of [/"Connect\|ControlCenter\|Kafka\|/, /confluent-sweeper/, /"kind":"Deployment"}/])
            assert.match(patched, kind);
        assert.deepEqual(
            graph.resources.filter(({ name }) => name.startsWith("confluent-platform-rack")).map(({ name }) => name),
            [],
        );
    });
});
