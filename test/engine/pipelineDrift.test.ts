import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, dirname, join } from "node:path";
import type { Check } from "../../pipeline/drift";
import { applicationKind, applicationName } from "../../kubernetes/application";
import { root } from "../../base/checkout";
import { operatorsTaken } from "../../rehearsal/stage";
import { makeNamespace, openTestStack, run, type TestStack } from "./stack";

describe("the pipeline's check for drift, on the real engine and a real API server,", function () {
    this.timeout(20 * 60_000);
    let test: TestStack;
    let folder: string;
    before(async () => {
        folder = mkdtempSync(join(tmpdir(), "drift-"));
        test = await openTestStack({ stack: "dev", overrides: operatorsTaken });
        await makeNamespace(test.controlPlane, "argocd");
        await run(test.stack, "up");
    });
    after(async () => {
        await test?.close();
        rmSync(folder, { recursive: true, force: true });
    });

    /** Runs the command as a job does, with the stack's own login. */
    const check = async (env: NodeJS.ProcessEnv = {}): Promise<{ code: number | null; said: string; found: Check }> => {
        const { workspace } = test.stack;
        const output = join(folder, "check.json");
        const bin = dirname(workspace.pulumiCommand.command);
        const child = spawn(
            process.execPath,
            [join(root, "bin/confluent-gitops.cjs"), "pipeline", "drift", "--stack", "dev", "--output", output],
            {
                cwd: workspace.workDir,
                env: { ...process.env, ...workspace.envVars, PATH: `${bin}${delimiter}${process.env.PATH}`, ...env },
                stdio: ["ignore", "pipe", "pipe"],
            },
        );
        let said = "";
        for (const stream of [child.stdout, child.stderr]) stream.on("data", (chunk) => (said += String(chunk)));
        const code = await new Promise<number | null>((ended) => child.on("close", ended));
        return { code, said, found: JSON.parse(readFileSync(output, "utf8")) as Check };
    };
    const says = (status: Record<string, unknown>) =>
        test.api.merge(applicationKind, "argocd", applicationName, { status });

    it("finds an Application that was never synced, and no drift in what Pulumi created", async () => {
        const { code, said, found } = await check();
        assert.equal(code, 0, said);
        assert.deepEqual(found.infrastructure, { state: "clean" });
        assert.equal(found.workload.state, "drift");
        assert.match(
            said,
            /dev, infrastructure: no drift[\s\S]*dev, workload: drift\n- Application `argocd\/confluent-platform`: never synced/,
        );
    });

    it("is clean once Argo CD reports Synced and Healthy", async () => {
        await says({ sync: { status: "Synced", revision: "0123456" }, health: { status: "Healthy" } });
        const { code, said, found } = await check();
        assert.equal(code, 0, said);
        assert.deepEqual(found, { stack: "dev", infrastructure: { state: "clean" }, workload: { state: "clean" } });
    });

    it("finds what somebody changed outside Pulumi, and takes nothing of it into the state", async () => {
        const project = { apiVersion: applicationKind.apiVersion, kind: "AppProject" };
        await test.api.merge(project, "argocd", applicationName, { spec: { description: "changed by hand" } });
        for (let times = 0; times < 2; times++) {
            const { code, said, found } = await check();
            assert.equal(code, 0, said);
            assert.equal(found.infrastructure.state, "drift");
            assert.match("found" in found.infrastructure ? found.infrastructure.found : "", /changed by hand/);
            assert.deepEqual(found.workload, { state: "clean" });
        }
    });

    it("reports neither drift nor its absence if the state cannot be read", async () => {
        const { code, found } = await check({ PULUMI_CONFIG_PASSPHRASE: "another" });
        assert.equal(code, 1);
        assert.equal(found.infrastructure.state, "failed");
        assert.match("why" in found.infrastructure ? found.infrastructure.why : "", /passphrase/);
    });

    it("does not report the absence of drift if the cluster does not respond", async () => {
        await test.controlPlane.stop();
        const { code, found } = await check();
        assert.equal(code, 1);
        assert.deepEqual([found.infrastructure.state, found.workload.state], ["failed", "failed"]);
        assert.match("why" in found.workload ? found.workload.why : "", /127\.0\.0\.1|refused/);
    });
});
