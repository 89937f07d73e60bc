import assert from "node:assert/strict";
import { installCrds } from "../../rehearsal/controlPlane";
import type { KubernetesObject } from "../../kubernetes";
import { nodeNames, operatorSentence, playOperator } from "../../rehearsal/operator";
import { type Operator } from "../../rehearsal/operator/operator";
import { apiVersion, OperatorPlane, type Status } from "./operatorPlane";
import { eventually } from "./eventually";

describe("the simulated operator", () => {
    let stage: OperatorPlane;
    let operator: Operator;
    let namespace: string;

    before(async function () {
        this.timeout(20 * 60_000);
        stage = await OperatorPlane.start();
        await installCrds(stage.plane, "confluent");
        operator = await playOperator(stage.plane, { kwok: stage.kwok });
    });
    after(async () => {
        await operator?.close();
        await stage?.stop();
    });
    beforeEach(async () => {
        namespace = await stage.clear();
    });

    it("says that it is simulated, has its Deployment ready, and three ready nodes in three zones", async () => {
        assert.match(operatorSentence, /simulated/);
        await eventually(async () => (await stage.readyReplicas()) === 1, 20, "the Deployment is not ready");
        const nodes = await stage.api.list({ apiVersion: "v1", kind: "Node" });
        assert.deepEqual(nodes.map(({ metadata }) => metadata.name).sort(), nodeNames);
        assert.equal(new Set(nodes.map(({ metadata }) => metadata.labels?.["topology.kubernetes.io/zone"])).size, 3);
        for (const { status } of nodes) {
            const { conditions } = status as Status;
            assert.equal(conditions?.find(({ type }) => type === "Ready")?.status, "True");
        }
    });

    it("starts components one after the other, whatever order they arrive in, and then their contents", async () => {
        const components = [stage.zookeeper(), stage.kafka(), stage.registry(), stage.connect()];
        const inside = [stage.topic(), stage.schema(), stage.connector()];
        const seen: string[] = [];
        const watches = await Promise.all(
            [...components, ...inside].map(({ kind }) =>
                stage.api.watch({ apiVersion, kind }, namespace, ({ object }) => {
                    const { phase, state } = (object.status ?? {}) as { phase?: string; state?: string };
                    const entry = `${kind} ${phase ?? state}`;
                    if ((phase || state) && !seen.includes(entry)) seen.push(entry);
                }),
            ),
        );
        const [zookeeper, ...waiting] = components;
        await stage.apply(...inside, ...waiting.toReversed());
        await stage.hasCaughtUp();
        assert.deepEqual(
            seen.filter((entry) => !entry.startsWith("Zookeeper")).sort(),
            waiting.map(({ kind }) => `${kind} PROVISIONING`).sort(),
            "something went on without ZooKeeper",
        );
        seen.length = 0;
        await stage.apply(zookeeper as KubernetesObject);
        await Promise.all([...components.map((one) => stage.runs(one)), ...inside.map(stage.isCreated)]);
        await Promise.all(watches.map((watch) => watch.stop()));

        const order = (...entries: string[]) =>
            assert.deepEqual(
                seen.filter((entry) => entries.includes(entry)),
                entries,
            );
        order("Zookeeper RUNNING", "Kafka RUNNING", "SchemaRegistry RUNNING", "Schema CREATED");
        order("Kafka RUNNING", "Connect RUNNING", "Connector CREATED");
        order("Kafka RUNNING", "KafkaTopic CREATED");

        const kafka = await stage.statusOf(stage.kafka());
        assert.deepEqual([kafka.replicas, kafka.readyReplicas, kafka.observedGeneration], [3, 3, 1]);
        const met = Object.fromEntries(
            (kafka.conditions ?? []).map(({ type, status }) => [type.replace("platform.confluent.io/", ""), status]),
        );
        assert.deepEqual(met, {
            "statefulset-available": "True",
            "resources-ready": "True",
            "cluster-ready": "True",
            "garbage-collecting": "False",
            "config-revision-hash": "False",
        });
        const { appState, connectorState, tasksReady, failedTasksCount } = await stage.statusOf(stage.connector());
        assert.deepEqual(
            { appState, connectorState, tasksReady, failedTasksCount },
            { appState: "Created", connectorState: "RUNNING", tasksReady: "2/2", failedTasksCount: 0 },
        );
    });

    it("rolls a component whose spec has changed, and says which generation it runs", async () => {
        await stage.apply(stage.zookeeper(), stage.kafka());
        await stage.runs(stage.kafka());
        await stage.apply(stage.kafka(4));
        await stage.until(stage.kafka(), ({ phase }) => phase === "PROVISIONING", "PROVISIONING");
        assert.equal((await stage.statusOf(stage.kafka())).observedGeneration, 1, "it runs the old one while it rolls");
        await stage.runs(stage.kafka());
        const { observedGeneration, readyReplicas: ready } = await stage.statusOf(stage.kafka());
        assert.deepEqual({ observedGeneration, ready }, { observedGeneration: 2, ready: 4 });
    });

    it("rolls a component in its time, however often somebody writes to it meanwhile", async () => {
        const { kind } = stage.kafka();
        await stage.apply(stage.zookeeper(), stage.kafka());
        await stage.runs(stage.kafka());
        const since = ({ conditions = [] }: Status) =>
            conditions.find(({ type }) => type === "platform.confluent.io/statefulset-available")?.lastTransitionTime;
        let rolls = (_: Status) => {};
        const rolling = new Promise<Status>((resolve) => (rolls = resolve));
        const watch = await stage.api.watch({ apiVersion, kind }, namespace, ({ object }) => {
            const { phase, observedGeneration } = (object.status ?? {}) as Status;
            if (phase === "PROVISIONING" && observedGeneration === 1) rolls(object.status as Status);
        });
        await stage.apply(stage.kafka(4));
        const began = since(await rolling);
        await watch.stop();
        let [times, isOver] = [0, false];
        const write = () => {
            const annotations = { "example.com/looked": String(times++) };
            return stage.api.merge({ apiVersion, kind }, namespace, "kafka", { metadata: { annotations } });
        };
        const writes = (async () => {
            while (!isOver) await write();
        })();
        // Where each write begins its time anew, it runs only once they are over.
        await stage.runs(stage.kafka()).finally(() => (isOver = true));
        await writes;
        const ended = since(await stage.statusOf(stage.kafka()));
        assert.ok(
            Date.parse(ended ?? "") - Date.parse(began ?? "") >= 700,
            `it did not take its time: ${began}, ${ended}`,
        );
    });

    it("reports what names a missing Secret, and continues whenever that is created", async () => {
        const secret = { apiVersion: "v1", kind: "Secret", metadata: { name: "user", namespace } };
        const restClass = stage.restClass({ authentication: { type: "basic", basic: { secretRef: "user" } } });
        const isReady = (status: string) =>
            stage.until(restClass, ({ conditions }) => conditions?.[0]?.status === status, `ready: ${status}`);
        await stage.apply(stage.zookeeper(), stage.kafka(), restClass);
        for (const turn of ["made", "made again"]) {
            await isReady("False");
            await stage.apply({ ...secret, data: { "basic.txt": Buffer.from(turn).toString("base64") } });
            await isReady("True");
            await stage.api.delete(secret, namespace, "user");
        }
    });

    it("makes its Kafka the owner of a topic, which changes nothing for whoever applies it again", async () => {
        const asArgoCd = { fieldManager: "argocd-controller", force: true };
        await stage.apply(stage.zookeeper(), stage.kafka());
        await stage.api.apply(stage.topic(), asArgoCd);
        await stage.isCreated(stage.topic());
        const { metadata } = (await stage.now(stage.topic())) as KubernetesObject;
        const owner = await stage.now(stage.kafka());
        assert.deepEqual(metadata.ownerReferences, [
            {
                apiVersion,
                kind: "Kafka",
                name: "kafka",
                uid: owner?.metadata.uid,
                controller: true,
                blockOwnerDeletion: true,
            },
        ]);
        const again = await stage.api.apply(stage.topic(), asArgoCd);
        assert.equal(again.metadata.resourceVersion, (await stage.now(stage.topic()))?.metadata.resourceVersion);
        assert.deepEqual(again.metadata.ownerReferences, metadata.ownerReferences);
        assert.equal(again.metadata.generation, 1);
    });

    it("deletes a topic while its Kafka exists, and lets it hang if that is gone", async () => {
        await stage.apply(stage.zookeeper(), stage.kafka(), stage.topic(), stage.topic("audit"));
        await Promise.all([stage.topic(), stage.topic("audit")].map(stage.isCreated));
        await stage.remove(stage.topic());
        await stage.isGone(stage.topic());

        await stage.remove(stage.kafka());
        await stage.isGone(stage.kafka());
        // The garbage collector deletes what the Kafka owned.
        await stage.until(stage.topic("audit"), ({ state }) => state === "DELETING", "DELETING", 60);
        await stage.hasCaughtUp();
        const { metadata } = (await stage.now(stage.topic("audit"))) as KubernetesObject;
        assert.deepEqual(metadata.finalizers, ["kafkatopic.finalizers.platform.confluent.io"]);
    });

    it("keeps a deleted Connect until its connectors are gone, which it still serves", async () => {
        await stage.apply(stage.zookeeper(), stage.kafka(), stage.connect(), stage.connector());
        await stage.isCreated(stage.connector());
        await stage.remove(stage.connect());
        await stage.hasCaughtUp();
        assert.ok((await stage.now(stage.connect()))?.metadata.deletionTimestamp);
        await stage.remove(stage.connector());
        await stage.isGone(stage.connector());
        await stage.isGone(stage.connect());
    });
});
