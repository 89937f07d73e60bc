import assert from "node:assert/strict";
import * as k8s from "@pulumi/kubernetes";
import { KubernetesApi } from "../../rehearsal/kubernetesApi";
import { startControlPlane, type ControlPlane } from "../../rehearsal/controlPlane";
import { ensureTools } from "../../tools";
import { BUILD_MS, startEngine, type Engine, type Registered } from "./standInsEngine";

describe("stand-ins: what others own, and what cannot be changed", () => {
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
    const changed = (steps: readonly Registered[]) =>
        steps.filter(({ op }) => op !== "same").map(({ name, op }) => `${name} ${op}`);

    it("shows at preview a conflict with what others changed, and none where the stack is to win", async () => {
        const map = (enablePatchForce: boolean, a: string) => () => {
            const to = new k8s.Provider("cluster", { kubeconfig: controlPlane.kubeconfigPath, enablePatchForce });
            new k8s.core.v1.Namespace("ns", { metadata: { name: "shared", labels: { a } } }, { provider: to });
            return Promise.resolve();
        };
        await engine.run("up", map(false, "ours"));
        const theirs = { apiVersion: "v1", kind: "Namespace", metadata: { name: "shared", labels: { a: "theirs" } } };
        await api.apply(theirs, { force: true, fieldManager: "someone" });
        await assert.rejects(engine.run("preview", map(false, "new")), /Namespace shared: .*conflict with "someone"/);
        await engine.run("up", map(true, "new"));
        assert.equal((await api.get(theirs, undefined, "shared"))?.metadata.labels?.a, "new");
        await engine.run("destroy", map(true, "new"));
    });

    it("replaces a StorageClass for other parameters, and refuses another policy at preview", async () => {
        const storage = (type: string, reclaimPolicy: string) => () => {
            const metadata = { name: "disk" };
            const args = { metadata, provisioner: "ebs.csi.aws.com", parameters: { type }, reclaimPolicy };
            new k8s.storage.v1.StorageClass("disk", args, { provider: provider() });
            return Promise.resolve();
        };
        await engine.run("up", storage("gp3", "Delete"));
        assert.ok(changed((await engine.run("up", storage("io2", "Delete"))).steps).includes("disk replace"));
        await assert.rejects(engine.run("preview", storage("io2", "Retain")), /StorageClass disk: .*reclaimPolicy/);
        await engine.run("destroy");
    });
});
