import assert from "node:assert/strict";
import { execFileSync, spawn } from "node:child_process";
import { chmodSync, cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { root } from "../../base/checkout";
import { ForgeStandIn } from "../fixtures/forgeStandIn";
import { type Step, workflow } from "../unit/pipeline/workflowFiles";

const previewed =
    "Previewing update (eks):\n    ~ aws:eks/nodeGroup:NodeGroup: (update)\nResources:\n    ~ 1 to update\n";

/**
 * A pull request's life, by the very scripts of the workflows: on two real revisions, with the real engine. What GitHub would
 * do between them (start jobs, hand artifacts on) is done here; GitHub's API, and Pulumi on AWS, are stand-ins.
 */
describe("a pull request that gives the eks stack another node", function () {
    this.timeout(10 * 60_000);
    let folder: string;
    let standIn: ForgeStandIn;
    const at = (...names: string[]) => join(folder, ...names);
    const git = (...args: string[]) =>
        execFileSync("git", ["-c", "user.name=A", "-c", "user.email=a@example.com", ...args], {
            cwd: at("it"),
            encoding: "utf8",
        });

    before(async () => {
        folder = mkdtempSync(join(tmpdir(), "pull-request-"));
        execFileSync("git", ["clone", "--quiet", "--no-local", "--depth", "1", `file://${root}`, at("it")]);
        for (const name of ["node_modules", ".tools"]) symlinkSync(join(root, name), at("it", name));
        git("checkout", "--quiet", "-b", "change");
        const file = at("it", "Pulumi.eks.yaml");
        writeFileSync(file, readFileSync(file, "utf8").replace(/desired: \d+/, "desired: 7"));
        git("commit", "--quiet", "--all", "--message", "Have seven nodes");
        // What GitHub checks out: the merge, whose first parent is the base.
        git("checkout", "--quiet", "--detach", "HEAD^");
        git("merge", "--quiet", "--no-ff", "--no-edit", "change");
        mkdirSync(at("bin"));
        writeFileSync(
            at("bin", "pulumi"),
            `#!/bin/sh\nprintf '%s' '${previewed}'\nexit "\${PULUMI_STAND_IN_EXIT:-0}"\n`,
        );
        chmodSync(at("bin", "pulumi"), 0o755);
        standIn = new ForgeStandIn("github");
        await standIn.start();
    });
    after(async () => {
        await standIn?.stop();
        rmSync(folder, { recursive: true, force: true });
    });

    const steps = (file: string, job: string) => workflow(file).jobs[job]?.steps ?? assert.fail(`no job ${job}`);
    const named = (file: string, job: string, name: string): Step =>
        steps(file, job).find((step) => step.name === name) ?? assert.fail(`${job} has no step "${name}"`);

    /** Runs a step's script as a runner does. @param values of its variables that are expressions */
    const run = async (
        step: Step,
        values: Record<string, string> = {},
    ): Promise<{ code: number | null; said: string }> => {
        for (const key of Object.keys(step.env ?? {})) assert.ok(key in values, `the step has a variable ${key}`);
        const child = spawn("bash", ["--noprofile", "--norc", "-eo", "pipefail", "-c", step.run ?? ""], {
            cwd: at("it"),
            env: {
                HOME: process.env.HOME,
                PATH: `${at("bin")}${delimiter}${process.env.PATH}`,
                GITHUB_OUTPUT: at("output"),
                GITHUB_STEP_SUMMARY: at("summary"),
                RUNNER_TEMP: at("temp"),
                ...standIn.env,
                ...values,
            },
            stdio: ["ignore", "pipe", "pipe"],
        });
        let said = "";
        for (const stream of [child.stdout, child.stderr]) stream.on("data", (chunk) => (said += String(chunk)));
        const code = await new Promise<number | null>((ended) => child.on("close", ended));
        return { code, said };
    };
    const works = async (step: Step, values?: Record<string, string>) => {
        const { code, said } = await run(step, values);
        assert.equal(code, 0, said);
    };
    const report = (values: Record<string, string>) => {
        const run = "https://forge.example/us/it/actions/runs/1";
        const all = { STACKS: '["eks"]', NUMBER: "5", COMMIT: "a".repeat(40), RUN: run, IS_FORK: "false", ...values };
        return works(named("preview.yml", "report", "What the pull request is told"), all);
    };
    const comments = () => standIn.on("change", 5).map(({ body }) => body);

    it("is rehearsed: what it does, and that it touches only eks", async () => {
        await works(named("preview.yml", "rehearsal", "What it does"));
        assert.match(readFileSync(at("it", "diff.md"), "utf8"), /What this change does[\s\S]*NodeGroup/);
        const stacks = named("preview.yml", "rehearsal", "Which stacks it touches");
        await works(stacks, { PULUMI_STACKS: '["eks", "prod"]' });
        assert.equal(readFileSync(at("output"), "utf8"), 'stacks=["eks"]\n');
        mkdirSync(at("it", "parts", "diff"), { recursive: true });
        cpSync(at("it", "diff.md"), at("it", "parts", "diff", "diff.md"));
    });

    it("gets one comment, with the preview on AWS, which the next push edits in place", async () => {
        const preview = named("preview.yml", "preview", "pulumi preview");
        const login = { STACK: "eks", PULUMI_BACKEND_URL: "", PULUMI_ACCESS_TOKEN: "", PULUMI_CONFIG_PASSPHRASE: "" };
        const comment = named("preview.yml", "comment", "Edit the comment in place");
        mkdirSync(at("it", "parts", "preview-eks"), { recursive: true });
        for (const [exit, summary] of [
            ["0", "<b>eks</b>: ~ 1 to update"],
            ["255", "<b>eks: the preview failed</b>"],
        ] as const) {
            const { code } = await run(preview, { ...login, PULUMI_STAND_IN_EXIT: exit });
            assert.equal(code, exit === "0" ? 0 : 1, "the job fails where the preview does");
            cpSync(at("it", "preview.json"), at("it", "parts", "preview-eks", "preview.json"));
            await report({});
            await works(comment, { NUMBER: "5", GITHUB_TOKEN: standIn.env.GITHUB_TOKEN ?? "" });
            assert.equal(comments().length, 1);
            assert.match(comments()[0] ?? "", /## What this change does[\s\S]*NodeGroup[\s\S]*## Preview on AWS/);
            assert.ok(comments()[0]?.includes(summary), comments()[0]);
        }
        assert.match(readFileSync(at("summary"), "utf8"), /## What this change does[\s\S]*the preview failed/);
    });

    it("gets the same without AWS if it is from a fork, from main's code, only for the commit that ran", async () => {
        standIn.comments.clear();
        await report({ IS_FORK: "true" });
        cpSync(at("it", "report"), at("temp", "report"), { recursive: true });
        const post = named("comment.yml", "comment", "Edit the comment in place");
        const from = { SHA: "a".repeat(40), REPOSITORY: "somebody/it", GITHUB_TOKEN: standIn.env.GITHUB_TOKEN ?? "" };
        standIn.heads.set(5, { sha: "b".repeat(40), repository: "somebody/it", isOpen: true });
        await works(post, from);
        assert.deepEqual(comments(), []);
        standIn.heads.set(5, { sha: from.SHA, repository: from.REPOSITORY, isOpen: true });
        await works(post, from);
        assert.equal(comments().length, 1);
        assert.match(
            comments()[0] ?? "",
            /From a fork[\s\S]*## What this change does[\s\S]*NodeGroup[\s\S]*Not run for a fork/,
        );
        assert.doesNotMatch(comments()[0] ?? "", /1 to update/);
    });
});
