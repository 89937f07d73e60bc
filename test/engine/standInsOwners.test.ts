import assert from "node:assert/strict";
import * as k8s from "@pulumi/kubernetes";
import { changed, onApiServer } from "./standInsEngine";

describe("stand-ins: what others own, and what cannot be changed", () => {
    const on = onApiServer();

    const provider = () => new k8s.Provider("cluster", { kubeconfig: on.controlPlane.kubeconfigPath });

    it("shows a conflict with others' changes at preview, and none if the stack takes precedence", async () => {
        const map = (enablePatchForce: boolean, a: string) => () => {
            const to = new k8s.Provider("cluster", { kubeconfig: on.controlPlane.kubeconfigPath, enablePatchForce });
            new k8s.core.v1.Namespace("ns", { metadata: { name: "shared", labels: { a } } }, { provider: to });
            return Promise.resolve();
        };
        await on.engine.run("up", map(false, "ours"));
        const theirs = { apiVersion: "v1", kind: "Namespace", metadata: { name: "shared", labels: { a: "theirs" } } };
        await on.api.apply(theirs, { force: true, fieldManager: "someone" });
        await assert.rejects(
            on.engine.run("preview", map(false, "new")),
            /Namespace shared: .*conflict with "someone"/,
        );
        await on.engine.run("up", map(true, "new"));
        assert.equal((await on.api.get(theirs, undefined, "shared"))?.metadata.labels?.a, "new");
        await on.engine.run("destroy", map(true, "new"));
    });

    it("replaces a StorageClass for other parameters, and refuses another policy at preview", async () => {
        const storage = (type: string, reclaimPolicy: string) => () => {
            const metadata = { name: "disk" };
            const args = { metadata, provisioner: "ebs.csi.aws.com", parameters: { type }, reclaimPolicy };
            new k8s.storage.v1.StorageClass("disk", args, { provider: provider() });
            return Promise.resolve();
        };
        await on.engine.run("up", storage("gp3", "Delete"));
        assert.ok(changed((await on.engine.run("up", storage("io2", "Delete"))).steps).includes("disk replace"));
        await assert.rejects(on.engine.run("preview", storage("io2", "Retain")), /StorageClass disk: .*reclaimPolicy/);
        await on.engine.run("destroy");
    });
});
