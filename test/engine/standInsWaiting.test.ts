import assert from "node:assert/strict";
import * as k8s from "@pulumi/kubernetes";
import { KubernetesApi } from "../../rehearsal/kubernetesApi";
import { startControlPlane, type ControlPlane } from "../../rehearsal/controlPlane";
import { ensureTools } from "../../tools";
import { BUILD_MS, startEngine, type Engine } from "./standInsEngine";

describe("stand-ins: waiting for Kubernetes objects", () => {
    let controlPlane: ControlPlane;
    let api: KubernetesApi;
    let engine: Engine;

    before(async function () {
        this.timeout(BUILD_MS);
        controlPlane = await startControlPlane(
            await ensureTools(["etcd", "kube-apiserver", "kube-controller-manager"] as const),
        );
        api = KubernetesApi.fromKubeconfig(controlPlane.kubeconfig);
    });
    after(async () => {
        api?.close();
        await controlPlane?.stop();
    });
    beforeEach(async () => {
        engine = await startEngine({ kinds: ["kubernetes"] });
    });
    afterEach(() => engine.end());

    const provider = () => new k8s.Provider("cluster", { kubeconfig: controlPlane.kubeconfigPath });

    it("waits for an object's own condition, and keeps it in the state when the wait was in vain", async () => {
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
        await assert.rejects(engine.run("up", waiting("done")), sentence);
        assert.match(engine.state(), /initErrors/);
        await engine.run("up", waiting("ready"));
        await engine.run("destroy", waiting("ready"));
    });

    it("waits for finalizers on delete, says which hold the object, and ends once they are gone", async () => {
        const held = { apiVersion: "v1", kind: "ConfigMap", metadata: { name: "held", namespace: "default" } };
        const kept = () => {
            const metadata = { name: "held", namespace: "default", finalizers: ["example.com/hold"] };
            const customTimeouts = { delete: "1s" };
            new k8s.core.v1.ConfigMap("map", { metadata }, { provider: provider(), customTimeouts });
            return Promise.resolve();
        };
        await engine.run("up", kept);
        const sentence = /ConfigMap default\/held is still there after 1 s: finalizers example\.com\/hold hold it/;
        await assert.rejects(engine.run("destroy", kept), sentence);

        const freed = new Promise<void>((resolve, reject) => {
            const fieldManager = `pulumi-kubernetes-${/pulumi-kubernetes-(\w+)/.exec(engine.state())?.[1]}`;
            setTimeout(() => void api.apply(held, { force: true, fieldManager }).then(() => resolve(), reject), 500);
        });
        await Promise.all([engine.run("destroy", kept), freed]);
        assert.equal(await api.get(held, "default", "held"), undefined);
    });
});
