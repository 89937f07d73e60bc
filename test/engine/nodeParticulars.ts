import assert from "node:assert/strict";
import type { Previewed } from "./previewed";

export const nodeGroup = /^aws:eks\/nodeGroup:/;

/** What is particular about the examples for nodes. */
export const ofNodes: Record<string, (previewed: Previewed) => void> = {
    "node-groups": (previewed) => {
        const groups = previewed.ofType(nodeGroup).map(({ urn, inputs }) => [urn.split("::").at(-1), inputs] as const);
        const zones = ["a", "b", "c"].map((letter) => `cluster-nodes-brokers-eu-central-1${letter}`);
        assert.deepEqual(groups.map(([name]) => name).sort(), [...zones, "cluster-nodes-workers"]);
        for (const [name, { capacityType, labels, taints, scalingConfig }] of groups) {
            const isBroker = name !== "cluster-nodes-workers";
            assert.equal(capacityType, isBroker ? "ON_DEMAND" : "SPOT");
            assert.deepEqual(labels, { "node-group": isBroker ? "brokers" : "workers" });
            assert.equal(JSON.stringify(taints)?.includes("dedicated") ?? false, isBroker);
            const size = isBroker ? 1 : 3;
            assert.deepEqual(scalingConfig, { minSize: size, desiredSize: size, maxSize: size });
        }
        assert.equal(previewed.source.path, "gitops/platform/overlays/eks-node-groups");
    },
    autoscaler: (previewed) => {
        for (const { urn, inputs } of previewed.ofType(nodeGroup)) {
            const isBroker = !urn.endsWith("cluster-nodes-workers");
            const size = isBroker ? 1 : 2;
            assert.deepEqual(inputs.scalingConfig, { minSize: size, desiredSize: size, maxSize: isBroker ? 2 : 8 });
        }
        const policy = String(previewed.only(/^aws:iam\/rolePolicy:/).policy);
        assert.match(policy, /"aws:ResourceTag\/eks:cluster-name":"\$\{aws:PrincipalTag\/eks-cluster-name\}"/);
        const { serviceAccount } = previewed.only(/^aws:eks\/podIdentityAssociation:/);
        assert.equal(serviceAccount, "cluster-autoscaler");
        assert.equal(previewed.ofType(/:Release$/).length, 3);
    },
    "auto-mode": (previewed) => {
        assert.deepEqual(previewed.names(/^aws:(eks\/(nodeGroup|addon)|ec2\/launchTemplate):/), []);
        const policies = previewed
            .ofType(/^aws:iam\/rolePolicyAttachment:/)
            .map(({ inputs }) => String(inputs.policyArn));
        assert.deepEqual(policies.map((arn) => arn.split("/").at(-1)).sort(), [
            "AmazonEC2ContainerRegistryPullOnly",
            "AmazonEKSBlockStoragePolicy",
            "AmazonEKSClusterPolicy",
            "AmazonEKSComputePolicy",
            "AmazonEKSLoadBalancingPolicy",
            "AmazonEKSNetworkingPolicy",
            "AmazonEKSWorkerNodeMinimalPolicy",
        ]);
        const { bootstrapSelfManagedAddons } = previewed.only(/^aws:eks\/cluster:Cluster$/);
        assert.equal(bootstrapSelfManagedAddons, false);
        assert.equal(previewed.only(/:StorageClass$/).provisioner, "ebs.csi.eks.amazonaws.com");
        assert.equal(previewed.names(/:ConfigMap$/).filter((name) => name === "services-network-policies").length, 1);
        assert.ok(
            previewed.warnings.some((warning) => /the preview cannot show which nodes there will be/.test(warning)),
        );
        assert.ok(previewed.warnings.some((warning) => /Project, Stack\) do not apply to its instances/.test(warning)));
    },
};
