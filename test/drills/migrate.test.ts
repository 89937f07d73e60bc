import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { until } from "../../base/until";
import { look } from "../../commands/migrate/cluster";
import { factsOf } from "../../commands/migrate/facts";
import { type MigrationStep, plan } from "../../commands/migrate/plan";
import type { StepName } from "../../commands/migrate/names";
import { positionOf } from "../../commands/migrate/position";
import type { Position } from "../../commands/migrate/seen";
import { confluentObjects } from "../../commands/demo/workload";
import { patchOf } from "../../commands/upgrade/operator/edits";
import { connectionOf } from "../../kubernetes/connection";
import { copyCheckout } from "../copyCheckout";
import { becomesLive, push } from "./commits";
import type { DrillStage } from "./drillStage";
import { kubectl } from "./kubectl";
import { openDrillStage } from "./stage";

const overlay = "gitops/platform/overlays/classic-dev";
const stackFile = "Pulumi.dev.yaml";

/**
 * By what the command prints, there and back and there again. Real: the engine and the program, the API server, Argo CD, Git.
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

    const facts = () => factsOf("dev", checkout);
    const position = async (wantsBack = false): Promise<Position> => {
        const git = facts();
        const live = await look(connectionOf(on.controlPlane.kubeconfig), git.namespaces);
        return positionOf(git, live, wantsBack);
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

    const run = async (command: string): Promise<void> => {
        if (command.startsWith("pulumi up ")) await on.stage.engine.stack.up();
        else await kubectl(on.api, command);
    };

    const doIt = async ({ byHand, writes, edits, message, runs, name }: MigrationStep): Promise<void> => {
        if (name !== "decide") assert.deepEqual(byHand, [], name);
        for (const command of writes) await configure(command);
        if (edits.length > 0) {
            const input = await patchOf(edits);
            for (const cwd of [checkout, on.gitOps.repository.folder]) execFileSync("git", ["apply"], { cwd, input });
            await push(on, message);
        }
        for (const command of runs) await run(command);
    };

    /** Does what is next, and waits while it says wait, until it is a step's turn or nothing is left. */
    const follow = async (wantsBack: boolean, end?: StepName): Promise<StepName[]> => {
        const done: StepName[] = [];
        for (;;) {
            const now = await until(
                "it is the user's turn",
                async () => {
                    const found = await position(wantsBack);
                    return found.isWaiting || done.at(-1) === found.next ? undefined : found;
                },
                { seconds: 90, seen: async () => JSON.stringify(await position(wantsBack)) },
            );
            if (now.next === undefined || now.next === end) return done;
            const step = plan(facts(), now).find(({ state }) => state === "next");
            assert.ok(step, `${now.next} is a step`);
            await doIt(step);
            done.push(now.next);
        }
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
        assert.match((await position()).says, /DUAL-WRITE/);
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
        assert.equal((await position()).next, undefined);
        await assert.rejects(position(true), /no way back/);
    });
});
