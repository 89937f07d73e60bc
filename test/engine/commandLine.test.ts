import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Recording } from "../../commands/demo/recording";
import type { Report as DrillReport } from "../../commands/drill/shape";
import type { Report as ToolsReport } from "../../commands/tools/shape";
import type { PreviewedResource } from "../../rehearsal/engine/collect";
import { toolNames } from "../../tools";
import { runCommand } from "../commandLine";
import { checkShape } from "../shape";

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
        const { status, stdout } = runCommand(["preview", "--stack", "eks", "--json"]);
        assert.equal(status, 0);
        const resources = checkShape<PreviewedResource[]>("preview", stdout);
        assert.ok(resources.length > 50);
        assert.match(JSON.stringify(resources.map(({ inputs }) => inputs)), /\[secret\]/);
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

    it("drills those that are asked for, which count with and without --json", () => {
        const json = counted(["drill", "--grep", "keeps the dev stack's rehearsal from its read-only disk", "--json"]);
        assert.equal(json.status, 0, json.stderr);
        const { passed, failures } = checkShape<DrillReport>("drill", json.stdout);
        assert.deepEqual([passed, failures, json.counts()], [1, [], "1 0 0\n"]);
        const none = counted(["drill", "--grep", "what no drill is called"]);
        assert.deepEqual([none.status, none.counts()], [0, "0 0 0\n"]);
    });
});
