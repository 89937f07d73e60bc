import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { applicationKind, applicationName, argoCdNamespace, readApplication } from "../../kubernetes/application";
import { putIn, topic } from "../../commands/demo/contents";
import { edit, overlay, workloadNamespace } from "../../commands/demo/workload";
import { type GitServer, startGitServer } from "../../rehearsal/git/server";
import { until } from "../../base/until";
import { becomesLive, deploy, push, resizeKafka, says, whileAsking } from "./commits";
import { assertUntouched, changes } from "./compare";
import { connector, topicElsewhere } from "./contents";
import { type DrillStage } from "./drillStage";
import { openLiveStage, snapshot } from "./stage";

describe("Git", () => {
    let on: DrillStage;
    let server: GitServer | undefined;
    before(async function () {
        this.timeout(20 * 60_000);
        on = await openLiveStage({ contents: [topic("orders"), connector("clicks")] });
    });
    after(async () => {
        await on?.close();
        await server?.stop();
    });

    it("can be out of reach: nothing is touched, the Application says so, and goes on when it is back", async () => {
        const { repository } = on.gitOps;
        const before = await snapshot(on);
        repository.goAway();
        const { type } = await says(on, /repository not found/);
        assert.equal(type, "ComparisonError");
        assertUntouched(before, await snapshot(on));

        repository.comeBack();
        resizeKafka(on, "1601Mi");
        const { status } = await becomesLive(on, await push(on, "A commit after the outage"));
        assert.deepEqual(status?.conditions ?? [], []);
        assertResized(before, await snapshot(on), "1601Mi");
    });

    it("can have its history replaced: what is live is the new head, and nothing of the commits that are gone", async () => {
        const { repository } = on.gitOps;
        const before = await snapshot(on);
        const kept = await repository.head();
        putIn(repository, topicElsewhere("regretted"));
        await deploy(on, "A commit that nobody will find again");
        assert.deepEqual(changes(before, await snapshot(on)), ["KafkaTopic/regretted: - -> there"]);

        await repository.resetTo(kept);
        resizeKafka(on, "1602Mi");
        await deploy(on, "What was meant");
        assertResized(before, await snapshot(on), "1602Mi");
    });

    it("can be emptied by a commit: nothing is deleted, and the Application says why", async () => {
        const { repository } = on.gitOps;
        const before = await snapshot(on);
        const file = `${overlay}/kustomization.yaml`;
        repository.write(file, `namespace: ${workloadNamespace}\nresources: []\n`);
        const emptied = await push(on, "Clean up");
        const { type } = await says(on, /auto-sync will wipe out all resources/);
        assert.equal(type, "SyncError");
        await until("the sweeper looks on, too", async () => /nothing is in Git/.test(await sweeperLog(on)));
        assertUntouched(before, await snapshot(on));

        await becomesLive(on, await repository.revert(emptied));
        assertUntouched(before, await snapshot(on));
    });

    it("may not have the path that an Application is given: nothing is touched, until `pulumi up` puts it right", async () => {
        const before = await snapshot(on);
        await on.api.merge(applicationKind, argoCdNamespace, applicationName, {
            spec: { source: { path: "gitops/platform/overlays/nowhere" } },
        });
        const { type } = await says(on, /gitops.platform.overlays.nowhere: app path does not exist/);
        assert.equal(type, "ComparisonError");
        assertUntouched(before, await snapshot(on));

        await on.stage.engine.stack.up({ refresh: true });
        await becomesLive(on, await on.gitOps.repository.head());
        assertUntouched(before, await snapshot(on));
    });

    it("may not have the revision that the stack names: nothing is touched, until it names another one", async () => {
        const { stack } = on.stage.engine;
        const before = await snapshot(on);
        await stack.setConfig("confluent-gitops:gitops.revision", { value: "release-9" }, true);
        await stack.up();
        const { type } = await says(on, /unable to resolve 'release-9' to a commit/);
        assert.equal(type, "ComparisonError");
        assertUntouched(before, await snapshot(on));

        await stack.setConfig("confluent-gitops:gitops.revision", { value: "main" }, true);
        await stack.up();
        await becomesLive(on, await on.gitOps.repository.head());
        assertUntouched(before, await snapshot(on));
    });

    it("may lose Kafka and its controllers: both are kept with all that is in them and shown as out of sync, until they are back", async () => {
        const { repository } = on.gitOps;
        const before = await snapshot(on);
        edit(repository, "gitops/platform/base/kustomization.yaml", "  - kafka.yaml\n", "");
        edit(repository, `${overlay}/kustomization.yaml`, "  - ../../components/kraft\n", "");
        const slip = await push(on, "Tidy up, too much of it");
        const outOfSync = await whileAsking(on, () =>
            until("the Application shows what it would prune", async () => {
                const { sync, resources = [] } = (await readApplication(on.api))?.status ?? {};
                const kept = resources.filter(({ requiresPruning }) => requiresPruning).map(({ kind }) => kind);
                return sync?.revision === slip && kept.length > 0 && kept.sort();
            }),
        );
        assert.deepEqual(outOfSync, ["KRaftController", "Kafka"]);
        assertUntouched(before, await snapshot(on));

        await becomesLive(on, await repository.revert(slip));
        assertUntouched(before, await snapshot(on));
    });

    it("may refuse the stack's token: nothing is touched, the Application speaks of authentication, and the right one goes through", async () => {
        const { stack } = on.stage.engine;
        const before = await snapshot(on);
        server = await startGitServer({ folder: on.gitOps.repository.folder, password: "right" });
        await stack.setConfig("confluent-gitops:gitops.repository", { value: server.url }, true);
        await stack.setConfig("confluent-gitops:repositoryToken", { value: "wrong", secret: true });
        await stack.up();
        const { type } = await says(on, /authentication required/);
        assert.equal(type, "ComparisonError");
        assertUntouched(before, await snapshot(on));

        await stack.setConfig("confluent-gitops:repositoryToken", { value: "right", secret: true });
        await stack.up();
        resizeKafka(on, "1603Mi");
        await deploy(on, "A commit from a private repository");
        assertResized(before, await snapshot(on), "1603Mi");
    });
});

/** @throws AssertionError where anything but Kafka's memory is another one now */
function assertResized(before: Parameters<typeof changes>[0], now: typeof before, memory: string): void {
    const [grown, resized, ...others] = changes(before, now);
    assert.match(grown ?? "", /^Kafka\/kafka generation/);
    assert.ok(resized?.endsWith(` -> ${memory}`), resized);
    assert.deepEqual(others, []);
}

async function sweeperLog({ api, controlPlane }: DrillStage): Promise<string> {
    const pods = await api.list({ apiVersion: "v1", kind: "Pod" }, workloadNamespace);
    const pod = pods.find(({ metadata }) => metadata.labels?.["app.kubernetes.io/name"] === "confluent-sweeper");
    return readFileSync(join(controlPlane.dataDir, `${pod?.metadata.name}.log`), "utf8");
}
