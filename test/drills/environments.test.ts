import assert from "node:assert/strict";
import { execFile, execFileSync } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { root } from "../../base/checkout";
import { until } from "../../base/until";
import type { Report } from "../../commands/promote/shape";
import { announceCommit, readApplication } from "../../kubernetes/application";
import { executable } from "../commandLine";
import { copyCheckout } from "../copyCheckout";
import { checkShape } from "../shape";
import { becomesLive, push, resizeKafka } from "./commits";
import type { DrillStage } from "./drillStage";
import { kubectl } from "./kubectl";
import { Regions } from "./regions";
import { secondRegion } from "./secondRegion";
import { openLiveStage } from "./stage";

const overlays = "gitops/platform/overlays";

/** Real: the engine and the program, the API server, Argo CD, Git, the command as a process. Played: the operator, and the environment that is promoted to. */
describe("An environment", () => {
    const checkout = mkdtempSync(join(tmpdir(), "environments-drill-"));
    const regions = new Regions(checkout);
    let on: DrillStage;
    const git = (...args: string[]) =>
        execFileSync("git", ["-c", "user.name=Drill", "-c", "user.email=drill@localhost", ...args], {
            cwd: checkout,
            encoding: "utf8",
        }).trim();
    const edit = (file: string, change: (text: string) => string) => {
        const path = join(checkout, file);
        writeFileSync(path, change(readFileSync(path, "utf8")));
    };
    const list = (soak: string) =>
        edit("gitops/environments.yaml", () => {
            const next = `{ name: next, promotesFrom: dev, requiredSoakTime: ${soak} }`;
            return `environments:\n  - name: dev\n  - ${next}\n`;
        });

    before(async function () {
        this.timeout(20 * 60_000);
        copyCheckout(checkout);
        for (const stack of ["eks", "staging", "prod"]) rmSync(join(checkout, `Pulumi.${stack}.yaml`));
        cpSync(join(checkout, overlays, "dev"), join(checkout, overlays, "next"), { recursive: true });
        cpSync(join(checkout, "Pulumi.dev.yaml"), join(checkout, "Pulumi.next.yaml"));
        edit("Pulumi.next.yaml", (text) => text.replace("overlays/dev", "overlays/next"));
        edit(`${overlays}/next/version/kustomization.yaml`, (text) =>
            text.replace("&platform 8.3.2", "&platform 8.3.0"),
        );
        list("1h");
        git("init", "--quiet", "--initial-branch=main");
        git("config", "user.name", "Drill");
        git("config", "user.email", "drill@localhost");
        git("add", "--all");
        git("commit", "--quiet", "--message", "Before the promotion");
        on = await openLiveStage(await regions.ofStage());
    });
    after(async () => {
        await regions.close();
        await on?.close();
        rmSync(checkout, { recursive: true, force: true });
    });

    const promote = () => {
        const words = [executable, "promote", "--from", "dev", "--to", "next", "--cwd", checkout, "--json"];
        const kubeconfig = ["--kubeconfig", on.controlPlane.kubeconfigPath];
        return new Promise<{ status: number; stdout: string; stderr: string }>((resolve) => {
            execFile(process.execPath, [...words, ...kubeconfig], { cwd: tmpdir() }, (error, stdout, stderr) =>
                resolve({ status: error === null ? 0 : Number(error.code), stdout, stderr }),
            );
        });
    };

    it("is promoted once it has soaked by Argo CD's own times, and taken back by git revert", async () => {
        // What Argo CD runs is a commit of the stage's repository.
        git("fetch", "--quiet", on.gitOps.repository.folder);
        const refused = await promote();
        assert.equal(refused.status, 1, refused.stdout);
        assert.match(
            refused.stderr,
            /^dev is Healthy and Synced for \d+ \w+ only, since .*\. Promote once dev is Healthy and Synced for 1h\./,
        );

        list("0m");
        git("commit", "--quiet", "--all", "--message", "Wait for nothing");
        const before = git("rev-parse", "HEAD");
        const made = await promote();
        assert.equal(made.status, 0, made.stderr);
        const { branch, commits, source } = checkShape<Report>("promote", made.stdout);
        assert.equal(source.revision, (await readApplication(on.api))?.status?.sync?.revision);
        assert.equal(commits.length, 1);
        git("merge", "--quiet", "--no-ff", "--no-edit", branch ?? "");
        const version = (stack: string) =>
            readFileSync(join(checkout, overlays, stack, "version/kustomization.yaml"), "utf8");
        assert.equal(version("next"), version("dev"));
        git("revert", "--no-edit", "-m", "1", "HEAD");
        assert.equal(git("diff", before, "HEAD"), "");
    });

    it("waits outside its sync windows, and is synced by the command for an emergency", async () => {
        const { stack } = on.stage.engine;
        const windows = (value: string) =>
            stack.setConfig(
                "confluent-gitops:gitops.syncWindows[0]." + value.split("=")[0],
                { value: value.split("=")[1] ?? "" },
                true,
            );
        for (const one of ["kind=deny", "schedule=* * * * *", "duration=1h"]) await windows(one);
        await stack.up();
        const { controller } = on.gitOps.argoCd;
        const said = controller.log().length;
        resizeKafka(on, "1611Mi");
        const revision = await push(on, "More memory for Kafka, outside the window");
        await until("Argo CD says that a window is in the way", async () => {
            await announceCommit(on.api);
            const { sync } = (await readApplication(on.api))?.status ?? {};
            return (
                sync?.revision === revision &&
                sync.status === "OutOfSync" &&
                /Sync prevented by sync window/.test(controller.log().slice(said))
            );
        });
        const page = readFileSync(join(root, "docs/ENVIRONMENTS.md"), "utf8");
        const command = /^kubectl -n argocd patch application .*$/m.exec(page)?.[0] ?? "";
        await kubectl(on.api, command);
        await becomesLive(on, revision);
    });

    describe("A second region", () => {
        before(() => on.stage.engine.stack.removeConfig("confluent-gitops:gitops.syncWindows", true));
        secondRegion(regions, () => on);
    });
});
