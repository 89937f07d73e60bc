import assert from "node:assert/strict";
import { applicationName, argoCdNamespace, readApplication } from "../../kubernetes/application";
import { putIn, takeOut, topic, topicKind } from "../../commands/demo/contents";
import { confluentObjects, edit, workloadNamespace } from "../../commands/demo/workload";
import { until } from "../../base/until";
import { ensureTools } from "../../tools";
import { type HealthCase, healthOf } from "../engine/healthCase";
import { type Done, run } from "../engine/stack";
import { becomesLive, deploy, push } from "./commits";
import { assertUntouched, changes } from "./compare";
import { connector, connectorKind, restClass } from "./contents";
import { rescue, terminating } from "./rescue";
import { type DrillStage } from "./drillStage";
import { openLiveStage, snapshot } from "./stage";
import { outOfOrder } from "./teardown";

const mark = "confluent-gitops/removed-from-git";
const sweeperFile = "gitops/platform/base/sweeper/deployment.yaml";

/** As gitops/platform/base has it; each drill begins with what the one before has left. */
describe("Argo CD with the sweeper", () => {
    const [orders, payments, copy] = [topic("orders"), topic("payments"), connector("copy")];
    const scratch = topic("scratch", { "confluent-gitops/on-removal": "delete" });
    const later = topic("later", { "argocd.argoproj.io/sync-wave": "60" });
    let on: DrillStage;

    before(async function () {
        this.timeout(20 * 60_000);
        on = await openLiveStage({ contents: [orders, payments, scratch, copy] });
    });
    after(() => on?.close());

    const read = (name: string) => on.api.get(topicKind, workloadNamespace, name);
    const markOn = async (name: string) => (await read(name))?.metadata.annotations?.[mark];
    /** What the sweeper has said on the Application about an object, by name. */
    const reports = async (name: string) => {
        const events = await on.api.list({ apiVersion: "v1", kind: "Event" }, argoCdNamespace);
        return events
            .filter((event) => String(event.message).includes(`confluent/${name} is no longer in Git`))
            .map(({ type, reason, involvedObject }) => [type, reason, (involvedObject as { name: string }).name]);
    };
    const removePayments = async () => {
        takeOut(on.gitOps.repository, payments);
        const revision = await push(on, "A topic less");
        await becomesLive(on, revision);
        await until("the topic is marked", async () => (await markOn("payments")) === revision);
    };

    it("keeps a topic that is removed from Git, says so on the Application, and calls it Suspended", async () => {
        const before = await snapshot(on);
        await removePayments();
        assertUntouched(before, await snapshot(on));
        assert.deepEqual(await reports("payments"), [["Warning", "RemovedFromGit", applicationName]]);

        const { argocd } = await ensureTools(["argocd"]);
        const { kind, metadata, spec, status } = (await read("payments")) ?? assert.fail("it is gone");
        const object = { kind, metadata, spec, status } as Pick<HealthCase, "kind" | "metadata" | "spec" | "status">;
        const [health] = await healthOf(argocd, [{ title: "", health: ["", ""], ...object }]);
        assert.equal(health?.[0], "Suspended");
    });

    it("takes the mark off a topic that is put back into Git", async () => {
        const before = await snapshot(on);
        putIn(on.gitOps.repository, payments);
        await deploy(on, "The topic is wanted after all");
        await until("the mark is gone", async () => (await markOn("payments")) === undefined);
        assertUntouched(before, await snapshot(on));
    });

    it("takes the mark off a topic that is put back with a change, while a sync waits for it", async () => {
        const before = await snapshot(on);
        await removePayments();
        // A wave after the topic's: a sync waits for every wave but its last.
        putIn(on.gitOps.repository, topic("payments", {}, 3), later);
        await deploy(on, "The topic is wanted after all, with more partitions, and then another");
        assert.equal(await markOn("payments"), undefined);
        const touched = changes(before, await snapshot(on)).filter((line) => !line.includes(" generation: "));
        assert.deepEqual(touched, ["KafkaTopic/later: - -> there", "KafkaTopic/payments spec.partitionCount: 1 -> 3"]);
    });

    it("deletes a connector that is removed from Git, and a topic that says so, and the operator lets both go", async () => {
        const before = await snapshot(on);
        takeOut(on.gitOps.repository, scratch, copy);
        await deploy(on, "Neither this topic nor this connector");
        const isGone = async () =>
            !(await read("scratch")) && !(await on.api.get(connectorKind, workloadNamespace, "copy"));
        await until("both are gone", isGone);
        assert.deepEqual(changes(before, await snapshot(on)), [
            "Connector/copy: there -> -",
            "KafkaTopic/scratch: there -> -",
        ]);
        const said = ["Normal", "DeletedAsRemovedFromGit", applicationName];
        assert.deepEqual([await reports("scratch"), await reports("copy")], [[said], [said]]);
    });

    it("deletes every topic that is removed from Git where an overlay says to keep schemas alone", async () => {
        edit(on.gitOps.repository, sweeperFile, "value: KafkaTopic,Schema", "value: Schema");
        await deploy(on, "Topics need no keeping here");
        const before = await snapshot(on);
        takeOut(on.gitOps.repository, payments);
        await deploy(on, "A topic less");
        await until("the topic is gone", async () => !(await read("payments")));
        assert.deepEqual(changes(before, await snapshot(on)), ["KafkaTopic/payments: there -> -"]);
    });

    it("deletes contents before the platform on `pulumi destroy`, under RBAC too, and leaves nothing behind", async () => {
        putIn(on.gitOps.repository, copy, restClass);
        edit(
            on.gitOps.repository,
            "gitops/platform/base/connect.yaml",
            "spec:\n",
            "spec:\n  authorization:\n    type: rbac\n",
        );
        await deploy(on, "A connector again, and roles for its Connect");
        await until("the operator has bound roles", () => holds("ConfluentRolebinding"));
        const seen = await follow();
        const done = (await destroyed()).filter(({ type }) => !type.startsWith("platform:")).map(({ name }) => name);
        await seen.stop();
        assert.deepEqual([done[0], done.at(-1)], ["confluent-platform-application", "confluent-platform-namespace"]);

        assert.deepEqual(outOfOrder(seen.order), [], seen.order.join(", "));
        await nothingIsLeft();
    });

    it("waits, with nothing half deleted, where the sweeper does not run, and goes on once approved by `unstick`", async () => {
        edit(on.gitOps.repository, sweeperFile, "replicas: 1", "replicas: 0");
        await on.gitOps.repository.commit("No sweeper runs, as where its image is missing");
        await on.stage.engine.stack.up();
        await becomesLive(on, await on.gitOps.repository.head());
        const before = await snapshot(on);
        const said = on.gitOps.argoCd.controller.log().length;
        const ended = destroyed();
        const waits = /Resource .*confluent-sweeper.* requires manual confirmation to delete/;
        await until("Argo CD waits to be told", () => waits.test(on.gitOps.argoCd.controller.log().slice(said)));
        assertUntouched(before, await snapshot(on));

        const first = await rescue(on);
        assert.equal(first.isFree, false, first.said);
        assert.match(first.said, /First these have to go.*: Connector copy, KafkaTopic later, KafkaTopic orders\./);
        assertUntouched(before, await snapshot(on));
        for (const { kind, metadata } of [orders, later, copy]) {
            await on.api.delete({ ...topicKind, kind }, workloadNamespace, metadata.name ?? "");
        }
        await until("the operator has let them go", async () => !(await holds("KafkaTopic", "Connector")));
        const then = await rescue(on);
        assert.match(then.said, /done: approve the deletion \(Application argocd\/confluent-platform\)/);
        await ended;
        await nothingIsLeft();
    });

    /** What `pulumi destroy` has done, in that order. Where it does not end, an error says what hangs. */
    async function destroyed(): Promise<Done[]> {
        let done: Done[] | undefined;
        let failure: unknown;
        void run(on.stage.engine.stack, "destroy").then(
            (all) => (done = all),
            (error: unknown) => (failure = error),
        );
        await until("pulumi destroy is through", () => Boolean(done ?? failure), {
            seconds: 120,
            seen: async () => `It hangs on: ${JSON.stringify(await terminating(on))}`,
        });
        return done ?? assert.fail(String(failure));
    }

    const holds = async (...kinds: string[]) =>
        (await confluentObjects(on.api)).some(({ kind }) => kinds.includes(kind));

    async function nothingIsLeft(): Promise<void> {
        assert.deepEqual(await confluentObjects(on.api), []);
        assert.equal(
            await on.api.get({ apiVersion: "v1", kind: "Namespace" }, undefined, workloadNamespace),
            undefined,
        );
        assert.equal(await readApplication(on.api), undefined);
        const { deployment } = (await on.stage.engine.stack.exportStack()) as { deployment: { resources?: object[] } };
        assert.deepEqual(deployment.resources ?? [], []);
    }

    /** In which order kinds were asked to go, and were gone. */
    async function follow(): Promise<{ order: string[]; stop(): Promise<void> }> {
        const order: string[] = [];
        const watches = await Promise.all(
            ["Kafka", "KafkaTopic", "Connector", "Connect", "ConfluentRolebinding"].map((kind) =>
                on.api.watch({ ...topicKind, kind }, workloadNamespace, ({ type, object }) => {
                    if (type === "DELETED") order.push(`${kind} gone`);
                    else if (object.metadata.deletionTimestamp) order.push(`${kind} asked to go`);
                }),
            ),
        );
        return {
            order,
            stop: async () => void (await Promise.all(watches.map((watch) => watch.stop()))),
        };
    }
});
