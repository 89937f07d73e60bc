import assert from "node:assert/strict";
import { putIn, takeOut, topic, topicKind } from "../../commands/demo/contents";
import { workloadNamespace } from "../../commands/demo/workload";
import type { KubernetesObject } from "../../kubernetes";
import { until } from "../../base/until";
import { deploy, resizeKafka, whileAsking } from "./commits";
import { assertUntouched, changes } from "./compare";
import { type DrillStage } from "./drillStage";
import { openLiveStage, type Snapshot, snapshot } from "./stage";

const podKind = { apiVersion: "v1", kind: "Pod" };
/** What the sweeper writes on a topic that was removed from Git, and is kept. */
const removedMark = "confluent-gitops/removed-from-git";

describe("the control plane", () => {
    let on: DrillStage;
    before(async function () {
        this.timeout(20 * 60_000);
        on = await openLiveStage();
    });
    after(() => on?.close());

    it("loses nothing when its API server is killed, and everybody finds it again", async () => {
        const apiServer = on.controlPlane.servers["kube-apiserver"];
        const before = await snapshot(on);
        await apiServer.kill();
        assert.equal(await on.api.isReady(), false, "a killed API server answered");
        await apiServer.restart();
        assertUntouched(before, await whenServed(on));
        await assertAllGoOn(on, { memory: "1601Mi", added: "payments" });
    });

    it("loses nothing when its etcd is killed and keeps its data, and everybody goes on", async () => {
        const { etcd } = on.controlPlane.servers;
        const before = await snapshot(on);
        await etcd.kill();
        assert.equal(await on.api.isReady(), false, "an API server without its etcd said that it is ready");
        // The API server goes on: it opens its connection anew, and asks for no restart of its own.
        await etcd.restart();
        assertUntouched(before, await whenServed(on));
        await assertAllGoOn(on, { memory: "1602Mi", added: "refunds" });
    });
});

/** An API server that says that it is ready still refuses some kinds for a moment: "storage is (re)initializing". */
const whenServed = (on: DrillStage): Promise<Snapshot> => until("every kind is served again", () => snapshot(on));

const sweeperPods = ({ api }: DrillStage): Promise<KubernetesObject[]> =>
    api.list(podKind, workloadNamespace, "app.kubernetes.io/name=confluent-sweeper");

const isRunning = ({ status }: KubernetesObject): boolean =>
    ((status as PodStatus).containerStatuses ?? []).some(({ ready }) => ready);

interface PodStatus {
    containerStatuses?: { ready: boolean }[];
}

/** Argo CD, the simulated operator, the sweeper, the controllers and the stand-in kubelet: each has something to do. */
async function assertAllGoOn(on: DrillStage, { memory, added }: { memory: string; added: string }): Promise<void> {
    const { repository } = on.gitOps;
    const before = await snapshot(on);
    const [sweeper] = await sweeperPods(on);
    resizeKafka(on, memory);
    putIn(repository, topic(added));
    await deploy(on, "More memory for Kafka, and a topic");
    const kafka = before["Kafka/kafka"];
    const generation = kafka?.generation ?? 0;
    const now = await snapshot(on);
    const [grown, resized, made, ...others] = changes(before, now);
    assert.equal(grown, `Kafka/kafka generation: ${generation} -> ${generation + 1}`);
    assert.ok(resized?.endsWith(` -> ${memory}`), resized);
    assert.equal(made, `KafkaTopic/${added}: - -> there`);
    assert.deepEqual(others, []);
    // It is the linker that says whose a topic is, and kwok that says that it is there.
    const { state, ownerReferences = [] } = now[`KafkaTopic/${added}`] ?? {};
    assert.equal(state, "CREATED");
    assert.deepEqual(
        (ownerReferences as { uid: string }[]).map(({ uid }) => uid),
        [kafka?.uid],
    );

    takeOut(repository, topic(added));
    await deploy(on, "The topic again no more");
    await whileAsking(on, () =>
        until("the sweeper has seen the removed topic", async () => {
            const kept = await on.api.get(topicKind, workloadNamespace, added);
            return kept?.metadata.annotations?.[removedMark] !== undefined;
        }),
    );
    await on.api.delete(podKind, workloadNamespace, sweeper?.metadata.name ?? "");
    await until("another pod runs the sweeper", async () => {
        const [pod, ...more] = await sweeperPods(on);
        return more.length === 0 && pod && pod.metadata.uid !== sweeper?.metadata.uid && isRunning(pod);
    });
}
