import assert from "node:assert/strict";
import { applyManifests } from "../../rehearsal/controlPlane";
import { smallConfluentCrds } from "../../rehearsal/crds/confluent";
import type { KubernetesObject } from "../../kubernetes";
import { connectionOf } from "../../kubernetes/connection";
import { type Operator } from "../../rehearsal/operator/operator";
import { playOperator } from "../../rehearsal/operator";
import { unstick } from "../../commands/unstick";
import { eventually } from "./eventually";
import { apiVersion, OperatorPlane } from "./operatorPlane";

describe("the simulated operator under RBAC", () => {
    let stage: OperatorPlane;
    let operator: Operator;
    let namespace: string;
    let connect: KubernetesObject;

    before(async function () {
        this.timeout(20 * 60_000);
        stage = await OperatorPlane.start();
        await applyManifests(stage.plane, smallConfluentCrds());
        await stage.isCollected("ConfluentRolebinding");
        operator = await playOperator(stage.plane, { kwok: stage.kwok });
    });
    after(async () => {
        await operator?.close();
        await stage?.stop();
    });
    beforeEach(async () => {
        namespace = await stage.clear();
        const restClass = { apiVersion, kind: "KafkaRestClass", metadata: { name: "default", namespace }, spec: {} };
        const spec = { ...(stage.connect().spec as object), authorization: { type: "rbac" } };
        connect = { ...stage.connect(), spec };
        await stage.apply(stage.zookeeper(), stage.kafka(), restClass, connect);
        await stage.runs(connect);
        await eventually(
            async () => {
                const all = await bindings();
                return (
                    all.length === 3 && all.every(({ status }) => (status as { state?: string })?.state === "CREATED")
                );
            },
            30,
            "the role bindings are not created",
        );
    });

    const bindings = () => stage.api.list({ apiVersion, kind: "ConfluentRolebinding" }, namespace);
    const names = async () => (await bindings()).map(({ metadata }) => metadata.name).sort();
    const states = async () => (await bindings()).map(({ status }) => (status as { state?: string })?.state);
    const areGone = () => eventually(async () => (await bindings()).length === 0, 30, "role bindings are still there");

    it("binds a component's roles, recreates what is deleted, and releases them with it while Kafka exists", async () => {
        assert.deepEqual(await names(), ["internal-connect-0", "internal-connect-1", "internal-connect-2"]);
        const [one] = await bindings();
        const { name = "", uid } = one?.metadata ?? {};
        await stage.api.delete({ apiVersion, kind: "ConfluentRolebinding" }, namespace, name);
        const isNew = async () =>
            (await bindings()).some(({ metadata }) => metadata.name === name && metadata.uid !== uid);
        await eventually(isNew, 30, "it is not made anew");

        await stage.api.delete({ apiVersion, kind: "Connect" }, namespace, "connect", {
            propagationPolicy: "Foreground",
        });
        await stage.isGone(connect);
        assert.deepEqual(await names(), [], "in the foreground, they go before their component");
    });

    it("leaves them in DELETING without Kafka, until unstick removes their finalizers", async () => {
        await stage.remove(stage.kafka());
        await stage.isGone(stage.kafka());
        await stage.remove(connect);
        await eventually(
            async () => (await states()).every((state) => state === "DELETING"),
            30,
            "they are not being deleted",
        );
        assert.equal((await names()).length, 3);
        const said: string[] = [];
        await unstick({
            connection: connectionOf(stage.plane.kubeconfig),
            namespace,
            ask: () => Promise.resolve(true),
            say: (line) => said.push(line),
            patienceMs: 10_000,
        });
        assert.match(
            said.join("\n"),
            /ConfluentRolebinding .*internal-connect-0.*\n.*\n.*It no longer can: there is no Kafka/,
        );
        await areGone();
    });
});
