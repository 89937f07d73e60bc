import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Tokens } from "marked" with { "resolution-mode": "import" };
import { CheckoutCopy } from "../../bench/diff/copy";
import type { Comparison } from "../../commands/diff/model";
import { ensureTools } from "../../tools";
import { BUILD_MS } from "./standInsEngine";
import { checkShape } from "../shape";

/** An overlay that no stack here follows, so that what a preview refuses in it is not refused. */
const unfollowed = "gitops/platform/overlays/classic-dev";

describe("npm run diff, on two revisions of this checkout", function () {
    let checkout: string;
    let copy: CheckoutCopy;
    const git = (...args: string[]) => copy.git(...args);

    before(async function () {
        this.timeout(BUILD_MS);
        await ensureTools(["pulumi", "kustomize"]);
        checkout = mkdtempSync(join(tmpdir(), "diff-"));
        copy = new CheckoutCopy(checkout);
    });
    after(() => rmSync(checkout, { recursive: true, force: true }));
    afterEach(() => git("checkout", "-q", "."));

    it("puts what is lost on top in bold, and shows every layer and object that changes", async () => {
        rewrite("Pulumi.eks.yaml", [/name: confluent$/m, "name: another"], [/desired: 3/, "desired: 6"]);
        rewrite("gitops/platform/components/size-demo/kustomization.yaml", [
            /(?<before>kind: Kafka \}[^]*?dataVolumeCapacity, value: )10Gi/,
            "$<before>5Gi",
        ]);
        rewrite("gitops/platform/base/kustomization.yaml", [/ +- connect\.yaml\n/, ""]);
        rewrite("gitops/platform/components/control-center/control-center.yaml", [/ +connect:\n( +).*\n.*\n/, ""]);
        // It would be refused, and so would the overlays upon it: its patches say how Control Center asks Connect.
        for (const name of ["secure", "dr-primary", "dr-standby"])
            rmSync(join(checkout, "gitops/platform/overlays", name), { recursive: true });

        const { status, stdout, stderr } = diff("--base", "main");
        assert.equal(status, 0, stderr);
        const bold = (await boldIn(stdout)).slice(0, 4);
        assert.match(
            bold[0] ?? "",
            /aws\.eks\.Cluster .* is replaced, because `name` changes from `confluent` to `another`/,
        );
        assert.ok(
            bold.some((text) =>
                /overlays\/eks.*`Kafka\/kafka`: `spec\.dataVolumeCapacity` changes from `10Gi` to `5Gi`/.test(text),
            ),
            bold.join("\n"),
        );
        assert.match(stdout, /\| `scalingConfig\.desiredSize` \| `3` → `6` \|/);
        assert.match(stdout, /\| \*\*removed\*\* \| `Connect\/connect` \|/);
        assert.match(stdout, /^- Stack `dev`: no resource changes/m);
        assert.ok(stdout.indexOf("**Cluster**") < stdout.indexOf("**GitOpsHandoff**"));
        assert.equal(diff("--base", "main").stdout, stdout, "the same twice");
    });

    it("shows a change of the nodes' launch template as EKS makes it: one node after another, in place; and of an addon's chart", () => {
        rewrite("Pulumi.eks.yaml", [/desired: 3/, "desired: 3\n      diskSize: 80"]);
        rewrite("gitops/addons/cert-manager/cert-manager.yaml", [/targetRevision: v1\.\S+/, "targetRevision: v2.0.0"]);
        const { stacks, addons } = checkShape<Comparison>("diff", diff("--base", "main", "--json").stdout);
        const changed = stacks.find(({ stack }) => stack === "eks")?.resources.map(({ name, op }) => `${name} ${op}`);
        assert.deepEqual(changed?.sort(), ["cluster-nodes changed", "cluster-nodes-template changed"]);
        for (const folder of addons) {
            assert.deepEqual(
                folder.addons.map(({ name, version }) => [name, version.after]),
                [["cert-manager", "v2.0.0"]],
            );
            assert.match(folder.losses[0]?.lost ?? "", /may drop fields, API versions and CRDs/);
        }
        assert.deepEqual(
            addons.map(({ path }) => path),
            ["gitops/addons/overlays/dev", "gitops/addons/overlays/eks"],
        );
    });

    it("says that nothing changes where nothing does", () => {
        const { status, stdout, stderr } = diff("--base", "main");
        assert.equal(status, 0, stderr);
        assert.match(
            stdout,
            /No data is replaced or deleted\.\n\n\*\*Nothing changes, in any stack, overlay or addon\.\*\*/,
        );
    });

    it("shows the old and new value of a setting, where it ends up, and no secret in the clear", () => {
        rewrite(
            "Pulumi.dev.yaml",
            [/revision: main/, "revision: release\n    kinds: [Secret]"],
            [/^config:\n/m, "config:\n  confluent-gitops:repositoryToken: { secure: v1:AAAA:BBBB }\n"],
        );
        const secret = "apiVersion: v1\nkind: Secret\nmetadata: { name: keys }\nstringData: { password: hunter2 }\n";
        writeFileSync(join(checkout, `${unfollowed}/keys.yaml`), secret);
        rewrite(`${unfollowed}/kustomization.yaml`, [/^resources:\n/m, "resources:\n  - keys.yaml\n"]);
        copy.commit("a secret");
        rewrite(`${unfollowed}/keys.yaml`, [/hunter2/, "hunter3"]);
        const { stdout, stderr } = diff("--base", "main~1", "--json");
        rewrite(`${unfollowed}/keys.yaml`, [/hunter3/, "hunter4"]);
        const later = diff("--base", "main").stdout;
        git("reset", "-q", "--hard", "main~1");

        const { stacks } = JSON.parse(stdout) as Comparison;
        const dev = stacks.find(({ stack }) => stack === "dev");
        const application = dev?.resources.find(({ name }) => name === "confluent-platform-application");
        assert.deepEqual(
            application?.inputs,
            [{ path: "spec.source.targetRevision", before: "main", after: "release", forces: false }],
            stderr,
        );
        assert.match(dev?.notes.join() ?? "", /`repositoryToken` is new, and encrypted/);
        assert.equal(stacks.find(({ stack }) => stack === "eks")?.state, "same");
        assert.match(later, /\| `stringData\.password` \| `\[secret\]` → `\[secret\]` \|/);
        assert.doesNotMatch(stdout + later, /hunter|cGxhY2Vob2xkZXI|MAsGCSqG|PRIVATE KEY/);
    });

    it("shows a stack and an overlay that head breaks, with the refusal, and exits with 1", () => {
        rewrite("Pulumi.eks.yaml", [/version: "1\.\d+"/, 'version: "9.99"']);
        rewrite("gitops/platform/overlays/dev/kustomization.yaml", [/^resources:\n/m, "resources:\n  - absent.yaml\n"]);
        const { status, stdout } = diff("--base", "main");
        assert.equal(status, 1);
        assert.match(stdout, /### Stack `eks`: \*\*refused\*\*\n\nRefused at head:\n\n```text\n[^`]*cluster\.version/);
        assert.match(
            stdout,
            /### Overlay `gitops\/platform\/overlays\/dev`[^\n]*: \*\*refused\*\*\n\nKustomize refuses it at head:\n\n```text\n[^`]*absent\.yaml/,
        );
        assert.ok(!stdout.includes(checkout), "no path of this machine");
    });

    it("says which side is refused if a change fixes it, and exits with 0", () => {
        const right = readFileSync(join(checkout, "Pulumi.eks.yaml"), "utf8");
        rewrite("Pulumi.eks.yaml", [/^config:[^]*/m, "config: [ not: yaml"]);
        copy.commit("broken");
        writeFileSync(join(checkout, "Pulumi.eks.yaml"), right);
        const { status, stdout } = diff("--base", "main");
        const touched = diff("--base", "main", "--stacks").stdout;
        git("reset", "-q", "--hard", "main~1");
        assert.equal(status, 0);
        assert.match(stdout, /### Stack `eks`: no longer refused\n\nRefused at base:/);
        assert.deepEqual(JSON.parse(touched), ["eks"]);
    });

    it("reports what one stack's program refuses only for that stack", () => {
        const right = readFileSync(join(checkout, "Pulumi.dev.yaml"), "utf8");
        rewrite("Pulumi.dev.yaml", [/revision: main/, "revision: main\n    unheardOf: true"]);
        copy.commit("broken");
        writeFileSync(join(checkout, "Pulumi.dev.yaml"), right);
        const { stacks } = JSON.parse(diff("--base", "main", "--json").stdout) as Comparison;
        git("reset", "-q", "--hard", "main~1");
        const states = Object.fromEntries(stacks.map(({ stack, state }) => [stack, state]));
        assert.deepEqual(states, { dev: "mended", eks: "same" });
        assert.match(stacks[0]?.refusals[0]?.message ?? "", /gitops\.unheardOf/);
    });

    it("leaves nothing behind", () => {
        assert.deepEqual(readdirSync(join(checkout, ".rehearsal")), []);
        assert.equal(git("worktree", "list").trim().split("\n").length, 1);
    });

    function diff(...args: string[]) {
        const command = ["bin/confluent-gitops.cjs", "diff", ...args];
        return spawnSync(process.execPath, command, { cwd: checkout, encoding: "utf8" });
    }

    function rewrite(path: string, ...changes: [RegExp, string][]): void {
        const file = join(checkout, path);
        let text = readFileSync(file, "utf8");
        for (const [from, to] of changes) {
            assert.match(text, from, path);
            text = text.replace(from, to);
        }
        writeFileSync(file, text);
    }
});

async function boldIn(markdown: string): Promise<string[]> {
    const { marked } = await import("marked");
    const bold: string[] = [];
    void marked.walkTokens(marked.lexer(markdown), (token) => {
        if (token.type === "strong") bold.push((token as Tokens.Strong).text);
    });
    return bold;
}
