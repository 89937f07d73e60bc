import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Recording } from "../../commands/demo/recording";
import type { Report as DrillReport } from "../../commands/drill/shape";
import type { Report as ToolsReport } from "../../commands/tools/shape";
import type { StackPreview } from "../../commands/preview";
import type { PreviewedResource } from "../../rehearsal/engine/collect";
import { toolNames } from "../../tools";
import { root } from "../../base/checkout";
import { commands } from "../../commands";
import { executable, runCommand } from "../commandLine";
import { checkShape } from "../shape";

type Previewed = { resources: PreviewedResource[]; addons: StackPreview["addons"] };

describe("npx confluent-gitops, with --json on the standard output and nothing else,", function () {
    this.timeout(180_000);
    let folder: string;
    before(() => (folder = mkdtempSync(join(tmpdir(), "json-"))));
    after(() => rmSync(folder, { recursive: true }));

    /** With the counts that a command adds for .ci/run. */
    const counted = (words: string[]) => {
        const counts = join(folder, words.join("-"));
        const result = runCommand(words, { env: { ...process.env, TEST_COUNTS: counts } });
        return { ...result, counts: () => readFileSync(counts, "utf8") };
    };

    it("previews, and masks secrets", () => {
        const { status, stdout } = runCommand(["preview", "--stack", "private-repository", "--json"]);
        assert.equal(status, 0);
        const { resources, addons } = checkShape<Previewed>("preview", stdout);
        assert.ok(resources.length > 50);
        assert.match(JSON.stringify(resources.map(({ inputs }) => inputs)), /\[secret\]/);
        assert.deepEqual(addons, []);
    });

    it("previews the addons, with what the real engine says of their role", () => {
        const { stdout } = runCommand(["preview", "--stack", "addons", "--json"]);
        const { addons } = checkShape<Previewed>("preview", stdout);
        assert.deepEqual(
            addons.map(({ name, aws }) => [name, aws?.secrets]),
            [
                ["cert-manager", undefined],
                ["trust-manager", undefined],
                ["external-secrets", ["arn:aws:secretsmanager:eu-central-1:*:secret:confluent/*"]],
            ],
        );
    });

    it("plays a scene, which counts", () => {
        const { status, stdout, stderr, counts } = counted(["demo", "--scene", "customise", "--json"]);
        assert.equal(status, 0, stderr);
        assert.deepEqual(
            checkShape<Recording>("demo", stdout).scenes.map(({ name }) => name),
            ["customise"],
        );
        assert.equal(counts(), "1 0 0\n");
    });

    it("names the tools", () => {
        const { status, stdout } = runCommand(["tools", "--json"]);
        assert.equal(status, 0);
        assert.deepEqual(
            checkShape<ToolsReport>("tools", stdout).tools.map(({ name }) => name),
            [...toolNames],
        );
    });

    it("runs the requested drills, which count with and without --json", () => {
        const json = counted(["drill", "--grep", "keeps the dev stack's rehearsal from its read-only disk", "--json"]);
        assert.equal(json.status, 0, json.stderr);
        const { passed, failures } = checkShape<DrillReport>("drill", json.stdout);
        assert.deepEqual([passed, failures, json.counts()], [1, [], "1 0 0\n"]);
        const none = counted(["drill", "--grep", "what no drill is called"]);
        assert.deepEqual([none.status, none.counts()], [0, "0 0 0\n"]);
    });
});

describe("npx confluent-gitops", function () {
    this.timeout(60_000);

    it("works from another folder, by its path or through a link, and by npx in the checkout", () => {
        const folder = mkdtempSync(join(tmpdir(), "elsewhere-"));
        const link = join(folder, "confluent-gitops");
        symlinkSync(executable, link);
        const words = ["preview", "--help"];
        const said = [
            spawnSync(executable, words, { cwd: folder, encoding: "utf8" }),
            spawnSync(link, words, { cwd: folder, encoding: "utf8" }),
            // As after npm ci alone: npx finds the bin of the package that it stands in, and asks nobody.
            spawnSync("npx", ["--offline", "confluent-gitops", ...words], {
                cwd: join(root, "docs"),
                encoding: "utf8",
            }),
        ];
        rmSync(folder, { recursive: true });
        for (const { status, stdout, stderr } of said) {
            assert.deepEqual([status, stderr], [0, ""]);
            assert.match(stdout, /^Usage: confluent-gitops preview/);
        }
    });

    it("is what each short way by npm runs", () => {
        const { scripts } = JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as {
            scripts: Record<string, string>;
        };
        for (const name of Object.keys(commands)) assert.equal(scripts[name], `node bin/confluent-gitops.cjs ${name}`);
        const { status, stderr } = spawnSync("npm", ["run", "-s", "preview", "--", "--stak", "eks"], {
            cwd: root,
            encoding: "utf8",
        });
        assert.deepEqual([status, stderr.split("\n")[0]], [2, "Unknown option '--stak'. Did you mean --stack?"]);
    });

    it("reports what the configuration refuses only on standard error, also with --json, with exit code 1", () => {
        const words = ["preview", "--stack", "eks", "--config", "network.nta=none", "--json"];
        const { status, stdout, stderr } = runCommand(words);
        assert.deepEqual([status, stdout], [1, ""]);
        assert.match(stderr, /network\.nta/);
        assert.doesNotMatch(stderr, /\n\s+at |See npx/);
    });
});
