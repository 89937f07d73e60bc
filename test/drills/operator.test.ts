import assert from "node:assert/strict";
import { announceCommit, type Application, applicationKind, argoCdNamespace } from "../../kubernetes/application";
import { topic, topicKind } from "../../commands/demo/contents";
import { live, workloadNamespace } from "../../commands/demo/workload";
import { tooEarly, wavesOf } from "../../commands/demo/scenes/deploy";
import { startRecorder } from "../../commands/demo/recording";
import { until } from "../../base/until";
import { becomesLive, deploy, resizeKafka } from "./commits";
import { changes } from "./compare";
import { rescue, terminating } from "./rescue";
import { type DrillStage } from "./drillStage";
import { openDrillStage, openLiveStage, type Snapshot, snapshot } from "./stage";
import { losesVolume } from "./volume";

const held = ["kafkatopic.finalizers.platform.confluent.io"];

describe("Confluent's operator (simulated)", () => {
    let on: DrillStage;
    before(async function () {
        this.timeout(20 * 60_000);
        on = await openLiveStage({ contents: [topic("orders")] });
    });
    after(() => on?.close());

    /** Stops the operator, then deletes a topic by hand. @returns how things were before that */
    const deleteWithoutOperator = async () => {
        const before = await snapshot(on);
        await on.gitOps.operator.stop();
        await on.api.delete(topicKind, workloadNamespace, "orders");
        assert.deepEqual(await terminating(on), { "KafkaTopic/orders": held });
        const { deletionTimestamp, generation } = (await snapshot(on))["KafkaTopic/orders"] ?? {};
        assert.deepEqual(changes(before, await snapshot(on)), [
            `KafkaTopic/orders generation: ${before["KafkaTopic/orders"]?.generation} -> ${generation}`,
            `KafkaTopic/orders deletionTimestamp: - -> ${String(deletionTimestamp)}`,
        ]);
        return before;
    };
    const uid = async () => (await on.api.get(topicKind, workloadNamespace, "orders"))?.metadata.uid;
    /** Argo CD makes the topic anew, as Git has it; nothing else is another than before. */
    const isMadeAnew = async (before: Snapshot) => {
        await until("the old topic is gone", async () => (await uid()) !== before["KafkaTopic/orders"]?.uid);
        // What has an owner is not missed before Argo CD next looks.
        await announceCommit(on.api);
        await until("Argo CD has made the topic anew", async () => (await uid()) !== undefined);
        await on.gitOps.operator.start();
        await becomesLive(on, await on.gitOps.repository.head());
        await until("the operator has taken it up", async () => {
            const { state, finalizers } = (await snapshot(on))["KafkaTopic/orders"] ?? {};
            return state === "CREATED" && finalizers !== undefined;
        });
        const touched = changes(before, await snapshot(on)).map((line) => line.split(":")[0]);
        assert.deepEqual(touched, ["KafkaTopic/orders uid"]);
    };

    it("finishes, once it is back, what was deleted while it was stopped", async () => {
        const before = await deleteWithoutOperator();
        await on.gitOps.operator.start();
        await isMadeAnew(before);
    });

    it("says ApplyFailed of what runs, again and again, and no sync fails of it", async () => {
        const failed = new Set<string>();
        const said = new Set<string>();
        const watch = await on.api.watch(applicationKind, argoCdNamespace, ({ object }) => {
            const { operationState, resources = [], health } = (object as Application).status ?? {};
            const { phase = "", message } = operationState ?? {};
            if (/Failed|Error/.test(phase)) failed.add(`sync ${phase}: ${message}`);
            if (health?.status === "Degraded") failed.add("Application Degraded");
            for (const { kind, health: of } of resources) {
                if (of?.status === "Degraded") failed.add(`${kind} Degraded: ${of.message}`);
                if (of?.message?.includes("The operator says: ")) said.add(kind);
            }
        });
        const faults = on.gitOps.operator.falter();
        try {
            for (const memory of ["1610Mi", "1611Mi", "1612Mi"]) {
                resizeKafka(on, memory);
                await deploy(on, `Kafka with ${memory}`);
            }
            await until("more than 20 faults came and went", () => faults.written > 20);
        } finally {
            await faults.stop();
            await watch.stop();
        }
        assert.deepEqual([...failed], []);
        assert.ok(said.has("Kafka"), [...said].join());
    });

    it("is not needed by `unstick`, which frees what was deleted while it was stopped", async () => {
        const before = await deleteWithoutOperator();
        const { isFree, said } = await rescue(on);
        assert.ok(isFree, said);
        assert.match(said, /The operator is gone: Deployment confluent-operator\/confluent-operator is scaled to 0/);
        assert.match(said, /done: remove kafkatopic\.finalizers\S+ \(KafkaTopic confluent\/orders\)/);
        await isMadeAnew(before);
    });

    it("leaves alone a Kafka whose lost volume is replaced, or restored from a snapshot, by the page's commands", async () => {
        const before = await snapshot(on);
        await losesVolume(on);
        assert.deepEqual(changes(before, await snapshot(on)), []);
    });
});

describe("on a machine ten times slower", () => {
    let on: DrillStage;
    before(async function () {
        this.timeout(20 * 60_000);
        on = await openDrillStage({ gitOps: { slowness: 10 } });
    });
    after(() => on?.close());

    it("each wave waits for the one before, and the platform comes up", async function () {
        this.timeout(6 * 60_000);
        const recorder = await startRecorder(on.api, { title: "Slow" });
        try {
            recorder.beginScene({ name: "deploy", title: "Deploy", explanation: "" });
            assert.deepEqual(await snapshot(on), {});
            await on.stage.engine.stack.up();
            await live({ api: on.api, patience: 300 }, await on.gitOps.repository.head());
            const waves = wavesOf(recorder.tracks());
            assert.deepEqual(
                waves.map(({ wave }) => wave),
                [0, 10, 20, 30, 40],
            );
            assert.equal(tooEarly(waves), undefined);
            const phases = Object.values(await snapshot(on)).flatMap(({ phase }) => phase ?? []);
            assert.deepEqual([...new Set(phases)], ["RUNNING"]);
            assert.equal(phases.length, 5);
        } finally {
            await recorder.stop();
        }
    });
});
