import assert from "node:assert/strict";
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parse } from "yaml";
import { committedStacks, root } from "../../../../base/checkout";
import { Answers, type Flags } from "../../../../commands/new/answers";
import { environmentFiles } from "../../../../commands/new/environment";
import { make } from "../../../../commands/new/run";
import { assertListed, assertOffered, assertPromotable } from "../../../environments";

interface Stack {
    encryptionsalt?: string;
    config: Record<string, Record<string, unknown>>;
}

describe("new environment", () => {
    let top: string;
    // Each test makes another environment.
    before(() => {
        top = mkdtempSync(join(tmpdir(), "new-environment-"));
        const stacks = [...committedStacks().map((name) => `Pulumi.${name}.yaml`), "examples/Pulumi.secure.yaml"];
        for (const path of ["gitops", ".github/workflows/promote.yml", ".gitlab-ci.yml", ...stacks])
            cpSync(join(root, path), join(top, path), { recursive: true });
    });
    after(() => rmSync(top, { recursive: true }));
    const made = (flags: Flags, yes = true) => make(top, "environment", flags, undefined, () => Promise.resolve(yes));
    const read = (path: string) => readFileSync(join(top, path), "utf8");
    const edit = (path: string, from: string, to: string) =>
        writeFileSync(join(top, path), read(path).replace(from, to));
    const stackOf = (name: string) => parse(read(`Pulumi.${name}.yaml`)) as Stack;

    it("creates an environment to promote to, for which the same holds as for this repository's", async () => {
        const report = await made({ name: "live", from: "prod", promotesFrom: "staging" });
        assert.deepEqual([report.refused, report.written], [[], true]);
        assertListed(top);
        assertOffered(top);
        assertPromotable(top);
        const { config } = stackOf("live");
        assert.deepEqual(config["aws:defaultTags"]?.tags, { Project: "confluent-gitops", Stack: "live" });
        assert.equal(config["confluent-gitops:cluster"]?.name, "confluent-live", "and not prod's cluster");
        // v1.0.0, which prod follows, doesn't have it.
        assert.equal(config["confluent-gitops:gitops"]?.revision, "main");
        assert.match(read("Pulumi.live.yaml"), /^ +revision: main\n/m, "without what was said of v1.0.0");
        assert.deepEqual(config["confluent-gitops:network"], stackOf("prod").config["confluent-gitops:network"]);
        assert.match(
            read("Pulumi.live.yaml"),
            /^# The environment live, made like the stack prod\.[^]*# {3}pulumi stack init live\n/,
        );
        assert.match(read("Pulumi.live.yaml"), /nat: perZone # a zone that fails/, "other comments stay");
    });

    /** The files alone, which no rule is asked about. */
    const textsOf = async (flags: Flags) =>
        new Map((await environmentFiles(new Answers(flags, undefined), top)).map(({ path, text }) => [path, text]));

    it("copies no secret, and says which ones to set", async () => {
        const salt = "encryptionsalt: v1:abc\nconfig:\n  confluent-gitops:confluentLicense:\n    secure: v1:def\n";
        edit("Pulumi.dev.yaml", "config:\n", salt);
        const texts = await textsOf({ name: "lab", from: "dev" });
        const text = texts.get("Pulumi.lab.yaml") ?? "";
        assert.doesNotMatch(text, /secure|v1:|encryptionsalt/);
        assert.match(text, /^# {3}pulumi config set --secret confluentLicense$/m);
        assert.equal((parse(text) as Stack).config["confluent-gitops:cluster"]?.context, "k3d-confluent-lab");
        assert.ok(texts.get("gitops/environments.yaml")?.endsWith("\n  - name: lab\n"));
        for (const path of [".github/workflows/promote.yml", ".gitlab-ci.yml"])
            assert.equal(texts.has(path), false, "nothing is promoted to it");
    });

    it("is made from an example, too", async () => {
        const texts = await textsOf({ name: "safe", from: "secure" });
        const kustomization = texts.get("gitops/platform/overlays/safe/kustomization.yaml");
        assert.match(kustomization ?? "", /^# For the environment safe, made like \.\.\/secure/);
        // The example has none: both stacks would have the default.
        const { config } = parse(texts.get("Pulumi.safe.yaml") ?? "") as Stack;
        assert.equal(config["confluent-gitops:cluster"]?.name, "confluent-safe");
    });

    it("is shown, and not written without a yes", async () => {
        const { files, written } = await made({ name: "lab", from: "dev" }, false);
        assert.equal(written, false);
        for (const { path, before } of files) assert.equal(existsSync(join(top, path)), before !== null, path);
        assert.equal(
            read("gitops/environments.yaml"),
            files.find(({ path }) => path.endsWith("environments.yaml"))?.before,
        );
    });

    it("writes nothing that the list cannot contain", async () => {
        const { refused, written } = await made({ name: "next", from: "eks", promotesFrom: "staging" });
        assert.equal(written, false);
        assert.match(
            refused.map(({ why }) => why).join(),
            /overlays\/next has no folder release, which is what promotion from staging copies/,
        );
        assert.equal(existsSync(join(top, "Pulumi.next.yaml")), false);
    });

    for (const [what, flags, says] of [
        ["a stack that isn't there", { name: "a", from: "stagin" }, /no stack stagin: .* Did you mean staging\?/],
        ["a name that is none", { name: "A/b", from: "eks" }, /--name takes at most 40 lower-case letters/],
        [
            "an environment that is there",
            { name: "prod", from: "eks" },
            /overlays\/prod is there already: take another/,
        ],
        ["an overlay that is there", { name: "secure", from: "eks" }, /overlays\/secure is there already/],
        ["no name", { from: "eks" }, /What is the environment called\? Say it by --name/],
    ] as const) {
        it(`refuses ${what}`, () => assert.rejects(made(flags), says));
    }

    it("refuses a stack's file that exists, and an overlay that is elsewhere", async () => {
        writeFileSync(join(top, "Pulumi.qa.yaml"), "config: {}\n");
        await assert.rejects(made({ name: "qa", from: "eks" }), /Pulumi\.qa\.yaml is there already/);
        assert.equal(read("Pulumi.qa.yaml"), "config: {}\n");
        edit("Pulumi.dev.yaml", "    path:", "    checkout: workload\n    path:");
        await assert.rejects(made({ name: "lab", from: "dev" }), /overlay of dev is not in this checkout/);
    });
});
