import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { applyManifests } from "../../rehearsal/controlPlane";
import { smallConfluentCrds } from "../../rehearsal/crds/confluent";
import { type Operator } from "../../rehearsal/operator/operator";
import { playOperator } from "../../rehearsal/operator";
import { eventually } from "./eventually";
import { OperatorPlane } from "./operatorPlane";

describe("the simulated operator's life, on the project's own small CRDs", () => {
    let stage: OperatorPlane;
    let operator: Operator;
    const pidFile = () => join(stage.plane.dataDir, "kwok.pid");

    before(async function () {
        this.timeout(20 * 60_000);
        stage = await OperatorPlane.start();
        operator = await playOperator(stage.plane, { kwok: stage.kwok });
    });
    after(async () => {
        await operator?.close();
        await stage?.stop();
    });
    beforeEach(async () => {
        await stage.clear();
    });

    it("simulates kinds whose CRDs are installed after it", async () => {
        await applyManifests(stage.plane, smallConfluentCrds());
        await stage.apply(stage.zookeeper(), stage.kafka(), stage.topic());
        await stage.isCreated(stage.topic());
    });

    it("does nothing while it is stopped, and what is pending once it is back", async () => {
        await stage.apply(stage.zookeeper(), stage.kafka(), stage.topic());
        await stage.isCreated(stage.topic());
        await operator.stop();
        await eventually(async () => (await stage.readyReplicas()) === 0, 20, "the Deployment is still ready");
        await stage.apply(stage.registry());
        await stage.remove(stage.topic());
        // As long as all of it takes with an operator.
        await assert.rejects(stage.runs(stage.registry(), 3), /not RUNNING/);
        assert.deepEqual(await stage.statusOf(stage.registry()), {});
        assert.ok(await stage.now(stage.topic()));

        await operator.start();
        await stage.runs(stage.registry());
        await stage.isGone(stage.topic());
        await eventually(async () => (await stage.readyReplicas()) === 1, 20, "the Deployment is not ready again");
    });

    it("goes on after the API server has been killed in the middle", async () => {
        await stage.apply(stage.zookeeper(), stage.kafka(), stage.topic());
        await stage.until(stage.zookeeper(), ({ phase }) => phase !== undefined, "begun");
        const server = stage.plane.servers["kube-apiserver"];
        await server.kill();
        await server.restart();
        await stage.isCreated(stage.topic());
        await stage.remove(stage.topic());
        await stage.isGone(stage.topic());
    });

    it("restarts by itself if kwok has exited", async () => {
        process.kill(Number(readFileSync(pidFile(), "utf8")), "SIGKILL");
        await stage.apply(stage.zookeeper());
        await stage.runs(stage.zookeeper());
    });

    it("is gone with its Deployment, like one that is uninstalled", async () => {
        await stage.apply(stage.zookeeper(), stage.kafka(), stage.topic());
        await stage.isCreated(stage.topic());
        const deployment = { apiVersion: "apps/v1", kind: "Deployment" };
        const pid = readFileSync(pidFile(), "utf8");
        await stage.api.delete(deployment, "confluent-operator", "confluent-operator");
        // It hears of that as an event, and ends kwok for one that plays the nodes alone.
        const isEnded = () => !existsSync(pidFile()) || readFileSync(pidFile(), "utf8") !== pid;
        await eventually(isEnded, 20, "the operator still plays");
        await assert.rejects(
            stage.apply(stage.registry()).then(() => stage.runs(stage.registry(), 3)),
            /not RUNNING/,
        );
        await stage.remove(stage.topic());
        await assert.rejects(stage.isGone(stage.topic(), 3), /still there/);
        // Not made again by a start: who has uninstalled it, has.
        await operator.start();
        assert.equal(await stage.readyReplicas(), 0);
    });

    it("takes longer by the factor that it is told", async () => {
        await operator.close();
        operator = await playOperator(stage.plane, { kwok: stage.kwok, slowness: 10 });
        const before = Date.now();
        await stage.apply(stage.zookeeper());
        await stage.runs(stage.zookeeper());
        const seconds = (Date.now() - before) / 1000;
        assert.ok(seconds >= 6, `${seconds} s for what takes 0.6 s otherwise`);
    });
});
