import assert from "node:assert/strict";
import { execFile, execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { until } from "../../base/until";
import type { Report } from "../../commands/migrate/shape";
import { confluentObjects } from "../../commands/demo/workload";
import { executable } from "../commandLine";
import { copyCheckout } from "../copyCheckout";
import { checkShape } from "../shape";
import { becomesLive, push } from "./commits";
import type { DrillStage } from "./drillStage";
import { kubectl } from "./kubectl";
import { openDrillStage } from "./stage";

const overlay = "gitops/platform/overlays/classic-dev";
const stackFile = "Pulumi.dev.yaml";
type Step = Report["steps"][number];

/**
 * By what the command prints as a process, there and back and there again. Real: the engine and the program, the API server, Argo CD, Git.
 * Played: the operator, by the phases that Confluent documents (rehearsal/operator/migration.ts), and kubectl.
 */
describe("The migration from ZooKeeper to KRaft", () => {
    const checkout = mkdtempSync(join(tmpdir(), "migrate-drill-"));
    let on: DrillStage;
    before(async function () {
        this.timeout(20 * 60_000);
        copyCheckout(checkout);
        const file = join(checkout, stackFile);
        writeFileSync(file, readFileSync(file, "utf8").replace("gitops/platform/overlays/dev", overlay));
        on = await openDrillStage({ checkout });
        await on.stage.engine.stack.up();
        await becomesLive(on, await on.gitOps.repository.head());
    });
    after(async () => {
        await on?.close();
        rmSync(checkout, { recursive: true });
    });

    /** `npx confluent-gitops migrate`, as a user runs it who has a kubeconfig. */
    const migrate = (...words: string[]) => {
        const all = [executable, "migrate", "--stack", "dev", "--cwd", checkout];
        const kubeconfig = ["--kubeconfig", on.controlPlane.kubeconfigPath];
        return new Promise<{ status: number; stdout: string; stderr: string }>((resolve) => {
            // The operator is played by this process, which must not wait.
            execFile(process.execPath, [...all, ...kubeconfig, ...words], { cwd: tmpdir() }, (error, stdout, stderr) =>
                resolve({ status: error === null ? 0 : Number(error.code), stdout, stderr }),
            );
        });
    };
    const back = (wantsBack: boolean) => (wantsBack ? ["--rollback"] : []);
    const report = async (wantsBack = false): Promise<Report> => {
        const { status, stdout, stderr } = await migrate("--json", ...back(wantsBack));
        const found = status === 1 ? assert.fail(stderr) : checkShape<Report>("migrate", stdout);
        assert.equal(status, found.isDone ? 0 : 3);
        return found;
    };

    /** `pulumi config set|rm --path KEY`, in the file and in the stage's stack. */
    const configure = async (command: string): Promise<void> => {
        const file = join(checkout, stackFile);
        const lines = readFileSync(file, "utf8").replace(/^ {4}autoSync: .*\n/m, "");
        const [, value] = /^pulumi config set --path gitops\.autoSync (false) --stack dev$/.exec(command) ?? [];
        if (value === undefined) assert.equal(command, "pulumi config rm --path gitops.autoSync --stack dev");
        const set = lines.replace(/^( {4}path: .*\n)/m, `$1    autoSync: ${value}\n`);
        writeFileSync(file, value === undefined ? lines : set);
        const key = "confluent-gitops:gitops.autoSync";
        await on.stage.engine.stack.setConfig(key, { value: value ?? "true" }, true);
    };

    /** What a user would type. */
    const run = async (command: string): Promise<void> => {
        if (command.startsWith("pulumi up ")) await on.stage.engine.stack.up();
        else await kubectl(on.api, command);
    };

    const doIt = async ({ byHand, writes, patch, message, runs, name }: Step): Promise<void> => {
        if (name !== "decide") assert.deepEqual(byHand, [], name);
        for (const command of writes) await configure(command);
        if (patch !== null) {
            for (const cwd of [checkout, on.gitOps.repository.folder])
                execFileSync("git", ["apply"], { cwd, input: patch });
            await push(on, message);
        }
        for (const command of runs) await run(command);
    };

    /** Does what is next, and waits while it says wait, until it is a step's turn or nothing is left. */
    const follow = async (wantsBack: boolean, end?: Step["name"]): Promise<Step["name"][]> => {
        const done: Step["name"][] = [];
        for (;;) {
            const [now, step] = await until(
                "it is the user's turn",
                async () => {
                    const found = await report(wantsBack);
                    const next = found.steps.find(({ state }) => state === "next");
                    assert.ok(next ?? (found.isWaiting || found.isDone), found.says);
                    return found.isWaiting || (next && done.at(-1) === next.name)
                        ? undefined
                        : ([found, next] as const);
                },
                { seconds: 90, seen: async () => JSON.stringify(await report(wantsBack)) },
            );
            if (!step || step.name === end) return done;
            await saysTheSame(now, step, wantsBack);
            await doIt(step);
            done.push(step.name);
        }
    };

    /** What people read has the step with all that is to be typed. */
    const saysTheSame = async ({ says }: Report, { title, writes, runs }: Step, wantsBack: boolean) => {
        const { status, stdout } = await migrate(...back(wantsBack));
        assert.equal(status, 3);
        for (const part of [says, title, ...writes, ...runs]) assert.ok(stdout.includes(part), `${part}\n${stdout}`);
    };

    const uids = async () => {
        const kept = (await confluentObjects(on.api)).filter(
            ({ kind }) => !["Zookeeper", "KRaftController", "KRaftMigrationJob"].includes(kind),
        );
        return Object.fromEntries(kept.map(({ kind, metadata }) => [`${kind}/${metadata.name}`, metadata.uid]));
    };
    const kinds = async () => (await confluentObjects(on.api)).map(({ kind }) => kind);
    const dependencies = async () => {
        const [kafka] = (await confluentObjects(on.api)).filter(({ kind }) => kind === "Kafka");
        return Object.keys((kafka?.spec as { dependencies: object }).dependencies).sort();
    };

    it("goes back to ZooKeeper from DUAL-WRITE, and leaves nothing behind", async () => {
        const before = await uids();
        assert.deepEqual(await follow(false, "decide"), ["pause", "commit", "create"]);
        assert.deepEqual(await dependencies(), ["kRaftController", "zookeeper"], "it writes to both");
        const { says, phase, isWaiting } = await report();
        assert.match(says, /DUAL-WRITE/);
        assert.deepEqual({ phase, isWaiting }, { phase: "DUAL-WRITE", isWaiting: false });
        assert.deepEqual(await follow(true), ["trigger", "remove", "release", "revert", "delete", "resume"]);
        await becomesLive(on, await on.gitOps.repository.head());
        assert.deepEqual(await dependencies(), ["zookeeper"]);
        assert.deepEqual(await uids(), before);
        assert.ok(!(await kinds()).some((kind) => kind.startsWith("KRaft")));
    });

    it("goes to KRaft, with Kafka and all that uses it the objects that they were", async () => {
        const before = await uids();
        const done = await follow(false);
        assert.deepEqual(done, ["pause", "commit", "create", "decide", "swap", "release", "resume", "clean"]);
        await becomesLive(on, await on.gitOps.repository.head());
        assert.deepEqual(await dependencies(), ["kRaftController"]);
        assert.deepEqual(await uids(), before);
        assert.ok(!(await kinds()).some((kind) => ["Zookeeper", "KRaftMigrationJob"].includes(kind)));
        const { status, stdout } = await migrate();
        assert.equal(status, 0);
        assert.match(stdout, /Kafka is on KRaft\. Nothing is left to do\./);
        const refused = await migrate("--rollback");
        assert.equal(refused.status, 1);
        assert.match(refused.stderr, /no way back/);
    });
});
