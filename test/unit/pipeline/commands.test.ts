import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import type { Check } from "../../../pipeline/drift";
import type { Preview } from "../../../pipeline/preview";
import { root } from "../../../base/checkout";
import { answerTo, runCommand } from "../../commandLine";
import { ForgeStandIn } from "../../fixtures/forgeStandIn";

describe("the pipeline's commands", function () {
    this.timeout(60_000);
    let folder: string;
    const at = (...names: string[]) => join(folder, ...names);
    const read = <T>(...names: string[]) => JSON.parse(readFileSync(at(...names), "utf8")) as T;
    const write = (name: string, value: unknown) => writeFileSync(at(name), JSON.stringify(value));
    beforeEach(() => (folder = mkdtempSync(join(tmpdir(), "pipeline-"))));
    afterEach(() => rmSync(folder, { recursive: true }));

    const ofJob = (env: NodeJS.ProcessEnv): NodeJS.ProcessEnv => {
        const { PATH = "", HOME } = process.env;
        return { PATH: `${folder}${delimiter}${PATH}`, HOME, ...env };
    };

    /** Runs a command with the environment of a job, in this process. What it writes to either output is one text. */
    const run = async (command: string, args: string[], env: NodeJS.ProcessEnv = {}) => {
        const { env: own } = process;
        process.env = ofJob(env);
        try {
            const { status, stdout, stderr } = await answerTo(["pipeline", command, ...args]);
            return { code: status, text: stdout + stderr };
        } finally {
            process.env = own;
        }
    };

    /** Stands in for pulumi: a shell script. */
    const pulumi = (script: string) => {
        writeFileSync(at("pulumi"), `#!/bin/sh\necho "$@" >>${at("calls")}\n${script}\n`);
        chmodSync(at("pulumi"), 0o755);
    };
    const calls = () => readFileSync(at("calls"), "utf8").trim().split("\n");

    it("preview: saves Pulumi's output with the policies, and fails if it does", () => {
        pulumi("printf '\\033[1mPreviewing\\033[0m\\n'; echo 'error: denied' >&2; exit 255");
        // Once as a job does.
        const words = ["pipeline", "preview", "--stack", "eks", "--output", at("parts", "preview.json")];
        const { status, stdout, stderr } = runCommand(words, { env: ofJob({}) });
        assert.equal(status, 1);
        assert.match(stdout + stderr, /Previewing/);
        assert.match(stdout + stderr, /error: denied/);
        const said = read<Preview>("parts", "preview.json");
        assert.deepEqual([said.stack, said.exitCode], ["eks", 255]);
        assert.deepEqual(said.text.trim().split("\n").sort(), ["Previewing", "error: denied"]);
        assert.deepEqual(calls(), [
            "preview --stack eks --refresh --skip-plugin-pre-install --diff --policy-pack policy --non-interactive --color never",
        ]);
    });

    it("leaves nothing that a plug-in wrote into the temporary folder, such as a kubeconfig", async () => {
        pulumi(`echo a-token >"$TMPDIR/kubeconfig1"; ls "$TMPDIR"; echo "in=$TMPDIR"`);
        const { text } = await run("preview", ["--stack", "eks", "--output", at("preview.json")]);
        assert.match(text, /^kubeconfig1$/m);
        const used = /^in=(.+)$/m.exec(text)?.[1] ?? "";
        assert.notEqual(used, tmpdir());
        assert.equal(existsSync(used), false);
        // A run that was killed has left its own.
        const { pid } = spawnSync("true");
        const left = join(root, ".rehearsal", `plug-ins-${pid}-abc`);
        mkdirSync(left);
        await run("preview", ["--stack", "eks", "--output", at("preview.json")]);
        assert.equal(existsSync(left), false);
    });

    it("report, comment: one comment of what the jobs left", async () => {
        const standIn = new ForgeStandIn("github");
        await standIn.start();
        mkdirSync(at("parts", "preview-eks"), { recursive: true });
        write("parts/preview-eks/preview.json", { stack: "eks", exitCode: 0, text: "Resources:\n    + 3 to create\n" });
        writeFileSync(at("diff.md"), "# What it does\n");
        const where = ["--diff", at("diff.md"), "--previews", at("parts"), "--output", at("report")];
        const what = ["--stacks", '["eks"]', "--run", "https://forge.example/1", "--commit", "0123456789"];
        const report = await run("report", [...where, ...what]);
        assert.equal(report.code, 0, report.text);
        for (let times = 0; times < 2; times++) {
            const { code, text } = await run("comment", ["--change", "5", "--folder", at("report")], standIn.env);
            assert.equal(code, 0, text);
            assert.doesNotMatch(text, /a-token/);
        }
        await standIn.stop();
        assert.equal(standIn.on("change", 5).length, 1);
        assert.match(standIn.on("change", 5)[0]?.body ?? "", /# What it does[\s\S]*<b>eks<\/b>: \+ 3 to create/);
        assert.ok(existsSync(at("report", "summary.md")));
    });

    it("drift: keeps both sides, shows no credential, and fails where a side could not be checked", async () => {
        pulumi(
            `case $1 in refresh) echo '~ tags'; echo 'error: no changes were expected' >&2; exit 7 ;; esac\n` +
                `echo 'users: [{ name: u, user: { token: a-secret } }]'`,
        );
        const { code, text } = await run("drift", ["--stack", "eks", "--output", at("check.json")]);
        assert.equal(code, 1);
        const check = read<Check>("check.json");
        assert.deepEqual([check.infrastructure.state, check.workload.state], ["drift", "failed"]);
        assert.doesNotMatch(text + JSON.stringify(check), /a-secret/);
        assert.match(calls()[0] ?? "", /^refresh --stack eks --preview-only --expect-no-changes/);
    });

    it("issue: fails, and closes nothing, if a stack's check left no result", async () => {
        const standIn = new ForgeStandIn("gitlab");
        await standIn.start();
        mkdirSync(at("checks"));
        const flags = ["--checks", at("checks"), "--stacks", '["eks","prod"]', "--run", "https://forge.example/1"];
        const drift = { state: "drift", found: "a tag is gone" };
        write("checks/eks.json", { stack: "eks", infrastructure: drift, workload: { state: "clean" } });
        const first = await run("issue", flags, standIn.env);
        write("checks/eks.json", { stack: "eks", infrastructure: { state: "clean" }, workload: { state: "clean" } });
        const second = await run("issue", flags, standIn.env);
        await standIn.stop();
        assert.deepEqual([first.code, second.code], [1, 1], first.text + second.text);
        assert.match(second.text, /Could not be checked: prod\. It is not known whether there is drift\./);
        assert.deepEqual(
            standIn.issues.map(({ isOpen, title }) => [isOpen, title]),
            [[true, "Drift: eks (infrastructure)"]],
        );
    });

    it("stacks: prints what is touched and deployed from here, and says so if nothing is", async () => {
        const some = await run("stacks", [], { TOUCHED: '["dev","eks"]', PULUMI_STACKS: '["eks"]' });
        const none = await run("stacks", [], { TOUCHED: '["eks"]' });
        const wrong = await run("stacks", [], { PULUMI_STACKS: "eks" });
        assert.deepEqual(some, { code: 0, text: '["eks"]\n' });
        assert.equal(none.code, 0);
        assert.deepEqual(none.text.trim().split("\n").sort(), [
            "PULUMI_STACKS is not set, so no stack is deployed from this repository.",
            "[]",
        ]);
        assert.equal(wrong.code, 1);
        assert.match(
            wrong.text,
            /^PULUMI_STACKS is eks: it takes a JSON array of stacks' names, such as \["eks"\]\.\n$/,
        );
    });
});
