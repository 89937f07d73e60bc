import assert from "node:assert/strict";
import * as k8s from "@pulumi/kubernetes";
import { onApiServer } from "./standInsEngine";

describe("stand-ins: waiting for Kubernetes objects", () => {
    const on = onApiServer();

    const provider = () => new k8s.Provider("cluster", { kubeconfig: on.controlPlane.kubeconfigPath });

    it("waits for an object's own condition, and keeps the object in the state if the wait times out", async () => {
        const waiting = (value: string) => () => {
            const annotations = {
                "pulumi.com/waitFor": `jsonpath={.data.phase}=${value}`,
                "pulumi.com/timeoutSeconds": "1",
            };
            const metadata = { name: "waiting", namespace: "default", annotations };
            new k8s.core.v1.ConfigMap("map", { metadata, data: { phase: "ready" } }, { provider: provider() });
            return Promise.resolve();
        };
        const sentence = /ConfigMap default\/waiting: after 1 s still not jsonpath=\{\.data\.phase\}=done/;
        await assert.rejects(on.engine.run("up", waiting("done")), sentence);
        assert.match(on.engine.state(), /initErrors/);
        await on.engine.run("up", waiting("ready"));
        await on.engine.run("destroy", waiting("ready"));
    });

    it("waits for finalizers on delete, says which hold the object, and ends once they are gone", async () => {
        const held = { apiVersion: "v1", kind: "ConfigMap", metadata: { name: "held", namespace: "default" } };
        const kept = () => {
            const metadata = { name: "held", namespace: "default", finalizers: ["example.com/hold"] };
            const customTimeouts = { delete: "1s" };
            new k8s.core.v1.ConfigMap("map", { metadata }, { provider: provider(), customTimeouts });
            return Promise.resolve();
        };
        await on.engine.run("up", kept);
        const sentence = /ConfigMap default\/held is still there after 1 s: finalizers example\.com\/hold hold it/;
        await assert.rejects(on.engine.run("destroy", kept), sentence);

        const freed = new Promise<void>((resolve, reject) => {
            const fieldManager = `pulumi-kubernetes-${/pulumi-kubernetes-(\w+)/.exec(on.engine.state())?.[1]}`;
            setTimeout(() => void on.api.apply(held, { force: true, fieldManager }).then(() => resolve(), reject), 500);
        });
        await Promise.all([on.engine.run("destroy", kept), freed]);
        assert.equal(await on.api.get(held, "default", "held"), undefined);
    });
});
