import assert from "node:assert/strict";
import { type DeploymentState, inClear } from "./state";
import { type Done, openTestStack, run, type TestStack } from "./stack";

const overrides = { "mirrors.charts": "test/fixtures/charts" };
const crd = { apiVersion: "apiextensions.k8s.io/v1", kind: "CustomResourceDefinition" };
/** Seconds for a second of AWS: enough to tell what goes after the nodes from what goes while they are still going. */
const timeScale = 0.005;
const application = { apiVersion: "argoproj.io/v1alpha1", kind: "Application" };

describe("the eks stack on the real engine", () => {
    let test: TestStack;
    before(async () => (test = await openTestStack({ stack: "eks", overrides, timeScale })));
    after(() => test?.close());

    it("comes up, its objects really in the API server", async () => {
        await run(test.stack, "up");
        const live = await Promise.all([
            test.api.get({ apiVersion: "storage.k8s.io/v1", kind: "StorageClass" }, undefined, "gp3"),
            test.api.get({ apiVersion: "v1", kind: "ConfigMap" }, "confluent-operator", "confluent-operator-stand-in"),
            test.api.get({ apiVersion: "v1", kind: "ConfigMap" }, "argocd", "argocd-stand-in"),
            test.api.get(crd, undefined, "rehearsals.platform.confluent.io"),
            test.api.get(application, "argocd", "confluent-platform"),
        ]);
        assert.deepEqual(
            live.map((object) => object?.metadata.name),
            [
                "gp3",
                "confluent-operator-stand-in",
                "argocd-stand-in",
                "rehearsals.platform.confluent.io",
                "confluent-platform",
            ],
        );
    });

    it("changes nothing when it is run again", async () => {
        assert.deepEqual(await run(test.stack, "up"), []);
    });

    it("keeps the Pod Identity agent of a stack from the time when it belonged to the storage", async () => {
        const now = "platform:cluster:Cluster$aws:eks/addon:Addon::cluster-pod-identity-agent";
        const then = "platform:storage:BlockStorage$aws:eks/addon:Addon::storage-pod-identity-agent";
        const exported = await test.stack.exportStack();
        const before = exported.deployment as DeploymentState;
        const resources = before.resources ?? [];
        const ends = (end: string) => resources.findIndex(({ urn }) => urn.endsWith(end));
        const agent = { ...resources[ends(now)]! };
        const storage = { ...resources[ends("::storage")]!, dependencies: [] };
        const former = { ...agent, urn: agent.urn.replace(now, then), parent: storage.urn };
        // What has a parent, or depends on something, comes after it.
        const moved = resources
            .filter(({ urn }) => urn !== storage.urn)
            .flatMap((one) => (one.urn === agent.urn ? [storage, former] : [one]));
        const state = JSON.stringify({ ...before, resources: moved }).replaceAll(agent.urn, former.urn);
        await test.stack.importStack({ ...exported, deployment: JSON.parse(state) as DeploymentState });
        assert.deepEqual(await run(test.stack, "up"), []);
        const { deployment: after } = (await test.stack.exportStack()) as { deployment: DeploymentState };
        const agents = (after.resources ?? []).filter(({ urn }) => urn.endsWith("pod-identity-agent"));
        assert.deepEqual(
            agents.map(({ urn, id }) => [urn, id]),
            [[agent.urn, agent.id]],
        );
    });

    it("keeps the kubeconfig's token out of the state", async () => {
        const { deployment } = (await test.stack.exportStack()) as { deployment: DeploymentState };
        assert.deepEqual(inClear(deployment, test.controlPlane.token), []);
        const { kubeconfig } = await test.stack.outputs();
        assert.equal(kubeconfig?.secret, true);
        assert.ok(String(kubeconfig?.value).includes(test.controlPlane.token), "the token is in the output at all");
    });

    for (const { change, key, value, layer } of [
        { change: "more nodes", key: "cluster.nodes.desired", value: "6", layer: "Cluster" },
        { change: "another way to Argo CD", key: "argocd.access", value: "nodePort", layer: "ArgoCd" },
        { change: "another revision", key: "gitops.revision", value: "release", layer: "GitOpsHandoff" },
    ]) {
        it(`touches only the ${layer} layer for ${change}`, async () => {
            await test.stack.setConfig(`confluent-gitops:${key}`, { value }, true);
            const done = await run(test.stack, "up");
            assert.deepEqual([...new Set(done.map((one) => one.layer))], [layer]);
            assert.deepEqual([...new Set(done.map(({ op }) => op))], ["update"]);
        });
    }

    it("is destroyed in order, to an empty state and with nothing left in the API server", async () => {
        const done = await run(test.stack, "destroy");
        const order = [
            "confluent-platform-application",
            "confluent-platform-project",
            "argocd-release",
            "argocd-namespace",
        ];
        assertOrder(done, order);
        assertOrder(done, [
            "confluent-platform-application",
            "confluent-platform-namespace",
            "confluent-release",
            "confluent-namespace",
        ]);
        assertOrder(done, ["confluent-release", "confluent-crds:rehearsals.platform.confluent.io"]);
        assertOrder(done, [
            "confluent-platform-namespace",
            "storage-gp3",
            "storage-ebs-csi-driver",
            "cluster-pod-identity-agent",
        ]);
        const inCluster = done.filter(({ type }) => type.startsWith("kubernetes:"));
        for (const { name } of inCluster)
            assertOrder(done, [name, "cluster-coredns", "cluster-nodes", "cluster-eks-eksCluster"]);
        assertOrder(done, ["storage-ebs-csi-driver", "cluster-coredns"]);
        assertOrder(done, ["cluster-nodes", "cluster-eks-vpc-cni", "cluster-eks-eksCluster", "network-vpc"]);

        const { deployment } = (await test.stack.exportStack()) as { deployment: DeploymentState };
        assert.deepEqual(deployment.resources ?? [], []);
        const namespaces = await test.api.list({ apiVersion: "v1", kind: "Namespace" });
        assert.deepEqual(
            namespaces.map(({ metadata }) => metadata.name).filter((name) => !/^(default|kube-)/.test(name ?? "")),
            [],
        );
        assert.equal(await test.api.get(crd, undefined, "rehearsals.platform.confluent.io"), undefined);
    });
});

function assertOrder(done: readonly Done[], names: readonly string[]): void {
    const places = names.map((name) =>
        done.findLastIndex((one) => one.name === name && !/^(platform|eks|awsx):/.test(one.type)),
    );
    for (const [index, place] of places.entries()) assert.notEqual(place, -1, `${names[index]} was not deleted`);
    assert.deepEqual(
        places,
        [...places].sort((one, other) => one - other),
        `order of ${names.join(", ")}`,
    );
}
