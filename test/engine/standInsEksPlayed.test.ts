import assert from "node:assert/strict";
import * as aws from "@pulumi/aws";
import * as k8s from "@pulumi/kubernetes";
import { KubernetesApi } from "../../kubernetes";
import { startControlPlane, type ControlPlane } from "../../rehearsal/controlPlane";
import { ensureTools } from "../../tools";
import { cluster } from "./standInsEksCluster";
import { BUILD_MS, ops, startEngine, type Engine } from "./standInsEngine";

describe("stand-ins: an EKS cluster that an API server simulates", () => {
    let controlPlane: ControlPlane;
    let engine: Engine;

    before(async function () {
        this.timeout(BUILD_MS);
        controlPlane = await startControlPlane(
            await ensureTools(["etcd", "kube-apiserver", "kube-controller-manager"] as const),
        );
    });
    after(() => controlPlane?.stop());
    beforeEach(async () => {
        const kinds = ["kubernetes", "aws", "awsx", "eks"] as const;
        engine = await startEngine({ kinds: [...kinds], kubeconfig: controlPlane.kubeconfig });
    });
    afterEach(() => engine.end());

    it("accepts the stack's objects, and its token is nowhere in plain text", async () => {
        const api = KubernetesApi.fromKubeconfig(controlPlane.kubeconfig);
        const namespace = async () => api.get({ apiVersion: "v1", kind: "Namespace" }, undefined, "on-eks");
        const whole = () => {
            const { made } = cluster();
            const cluster1 = new k8s.Provider("k8s", { kubeconfig: made.kubeconfigJson, clusterIdentifier: "demo" });
            new k8s.core.v1.Namespace("ns", { metadata: { name: "on-eks" } }, { provider: cluster1 });
            return Promise.resolve({ kubeconfig: made.kubeconfigJson });
        };
        await engine.run("preview", whole);
        assert.equal(await namespace(), undefined);
        const { log } = await engine.run("up", whole);
        assert.ok(await namespace());
        assert.equal((await engine.stack.outputs()).kubeconfig?.secret, true);
        for (const place of [engine.state(), log]) assert.ok(!place.includes(controlPlane.token));
        assert.deepEqual(ops((await engine.run("up", whole)).steps), ["same"]);
        await engine.run("destroy", whole);
        assert.equal(await namespace(), undefined);
        api.close();
    });

    it("returns that server if a program signs in to an existing cluster with the AWS CLI", async () => {
        const existing = () => {
            const found = aws.eks.getClusterOutput({ name: "theirs" });
            const kubeconfig = found.apply(({ endpoint, certificateAuthorities }) =>
                JSON.stringify({
                    "current-context": "a",
                    contexts: [{ name: "a", context: { cluster: "a", user: "a" } }],
                    clusters: [
                        {
                            name: "a",
                            cluster: {
                                server: endpoint,
                                "certificate-authority-data": certificateAuthorities[0]?.data,
                            },
                        },
                    ],
                    users: [{ name: "a", user: { exec: { command: "aws", args: ["eks", "get-token"] } } }],
                }),
            );
            const provider = new k8s.Provider("k8s", { kubeconfig });
            new k8s.core.v1.ConfigMap("map", { metadata: { name: "m", namespace: "default" } }, { provider });
            return Promise.resolve();
        };
        await engine.run("up", existing);
        await engine.run("destroy", existing);
    });
});
