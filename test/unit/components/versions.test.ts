import assert from "node:assert/strict";
import { type Overrides, runStack } from "../../harness";

/** Versions of a stack's node group and add-ons, by name. */
async function versions(set: Overrides): Promise<Record<string, unknown>> {
    const graph = await runStack("eks", set);
    const inputs = graph.named("cluster-eks").inputs as Record<string, Record<string, unknown> | undefined>;
    const nodes = graph.named("cluster-nodes").inputs;
    const addons = graph
        .ofType("aws:eks/addon")
        .map(({ inputs: { addonName, addonVersion } }) => [addonName, addonVersion] as [string, string]);
    return {
        ...Object.fromEntries(addons),
        nodes: [nodes.version, nodes.releaseVersion],
        "vpc-cni": inputs.vpcCniOptions?.addonVersion,
        "kube-proxy": inputs.kubeProxyAddonOptions?.version,
    };
}

describe("cluster.version", () => {
    it("upgrades the nodes and every add-on, to versions that EKS has for it", async () => {
        const following = {
            coredns: "v1.0.0-eksbuild.36",
            "eks-pod-identity-agent": "v1.0.0-eksbuild.36",
            "aws-ebs-csi-driver": "v1.0.0-eksbuild.36",
            nodes: ["1.36", undefined],
            // The component has those follow.
            "vpc-cni": undefined,
            "kube-proxy": undefined,
        };
        assert.deepEqual(await versions({ "cluster.version": "1.36" }), following);
    });

    it("leaves pinned versions alone", async () => {
        const pinned = {
            coredns: "v1.12.4-eksbuild.1",
            "vpc-cni": "v1.20.0-eksbuild.1",
            "kube-proxy": "v1.35.0-eksbuild.2",
        };
        const set = { "cluster.addonVersions": pinned, "cluster.nodes.releaseVersion": "1.35.2-20260301" };
        const { nodes, ...addons } = await versions(set);
        assert.deepEqual(nodes, ["1.35", "1.35.2-20260301"]);
        for (const [name, version] of Object.entries(pinned)) assert.equal(addons[name], version);
        assert.equal(addons["aws-ebs-csi-driver"], "v1.0.0-eksbuild.35");
    });
});
