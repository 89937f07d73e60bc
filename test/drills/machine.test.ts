import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Cleanup } from "../../base/cleanup";
import { dataRoot } from "../../base/folder";
import type { ControlPlane } from "../../rehearsal/controlPlane";
import { live } from "../../commands/demo/workload";
import { root } from "../../base/checkout";
import { gitOpsTools, startGitOps } from "../../rehearsal/gitOps";
import { KubernetesApi } from "../../kubernetes";
import { openStage, operatorsTaken, type Stage } from "../../rehearsal/stage";
import { ensureTools } from "../../tools";
import { makeNamespace, run } from "../engine/stack";
import { assertUntouched } from "./compare";
import { stateOf } from "./interrupt";
import { inventory } from "./inventory";
import { readOnly } from "./readOnly";
import { lateComer } from "./takePort";

describe("the machine", () => {
    const cleanup = new Cleanup();
    let stage: Stage;
    let on: { stage: Stage; controlPlane: ControlPlane; api: KubernetesApi };
    let folder: string;
    before(async function () {
        this.timeout(20 * 60_000);
        folder = mkdtempSync(join(tmpdir(), "machine-"));
        cleanup.add(() => rmSync(folder, { recursive: true, force: true }));
        stage = await openStage({ stack: "dev", embedded: true, offline: true, overrides: operatorsTaken });
        cleanup.add(() => stage.close());
        assert.ok(stage.controlPlane);
        on = {
            stage,
            controlPlane: stage.controlPlane,
            api: KubernetesApi.fromKubeconfig(stage.controlPlane.kubeconfig),
        };
        cleanup.add(() => on.api.close());
        await makeNamespace(stage.controlPlane, "argocd");
    });
    after(async () => {
        await cleanup.run();
    });

    for (const stack of ["dev", "eks"]) {
        it(`keeps the ${stack} stack's rehearsal from its read-only disk, which says so in a sentence`, () => {
            const command = [process.execPath, "bin/confluent-gitops.cjs", "preview", "--stack", stack];
            const [program = "", ...args] = readOnly(dataRoot, command);
            const { status, stdout, stderr } = spawnSync(program, args, { cwd: root, encoding: "utf8" });
            assert.match(
                stderr,
                /^Nothing can be written to \.rehearsal\/ .*read-only file system.*\nMake it writable.*\n$/,
            );
            assert.deepEqual([status, stdout], [1, ""]);
        });
    }

    it("lets no up begin that could not note what it makes, and lets it through once it can", async () => {
        const { stack } = stage.engine;
        const { workspace } = stack;
        const { command } = workspace.pulumiCommand;
        const { pulumi } = await ensureTools(["pulumi"]);
        const state = (workspace.envVars.PULUMI_BACKEND_URL ?? "").replace("file://", "");
        const [before, stateBefore] = [await inventory(on), await stateOf(on)];
        rmSync(command);
        try {
            const words = readOnly(state, [pulumi]).map((word) => `'${word}'`);
            writeFileSync(command, `#!/bin/sh\nexec ${words.join(" ")} "$@"\n`, { mode: 0o755 });
            await assert.rejects(stack.up(), /open .*locks.*: read-only file system/);
        } finally {
            rmSync(command);
            symlinkSync(pulumi, command);
        }
        assertUntouched(before, await inventory(on));
        assert.deepEqual(await stateOf(on), stateBefore);

        await stack.up();
        assert.deepEqual(await run(stack, "up"), []);
    });

    it("gives away a port that was free a moment before: Argo CD starts on others, and the workload goes live", async () => {
        const tools = await ensureTools(gitOpsTools);
        const options = { part: "argocd-application-controller", flag: "--metrics-port", folder };
        const { binary, overtake, close } = lateComer(tools.argocd, options);
        try {
            const [gitOps, port] = await Promise.all([
                startGitOps(on.controlPlane, { ...tools, argocd: binary }, {}),
                overtake(),
            ]);
            cleanup.add(() => gitOps.stop());
            assert.match(gitOps.argoCd.controller.log(), new RegExp(`:${port}: bind: address already in use`));
            const { url } = gitOps.repository;
            await stage.engine.stack.setConfig("gitops.repository", { value: url }, true);
            await stage.engine.stack.up();
            await live(on, await gitOps.repository.head());
        } finally {
            close();
        }
    });
});
