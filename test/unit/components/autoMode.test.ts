import assert from "node:assert/strict";
import { type Overrides, runStack } from "../../harness";

const auto = {
    "cluster.nodes": { scaling: "autoMode" },
    "aws:defaultTags": { tags: { Project: "confluent-gitops" } },
};
const run = (set: Overrides = {}) => runStack("eks", { ...auto, ...set });

describe("EKS Auto Mode", () => {
    it("is requested with the role of its nodes, and creates neither node groups nor what it includes", async () => {
        const graph = await run();
        const { inputs } = graph.named("cluster-eks");
        assert.deepEqual(inputs.autoMode, {
            enabled: true,
            createNodeRole: false,
            computeConfig: { nodeRoleArn: "arn:aws:test:::cluster-nodes-role" },
        });
        for (const type of ["eks:index:ManagedNodeGroup", "aws:ec2/launchTemplate", "aws:eks/addon"])
            assert.deepEqual(graph.ofType(type), [], type);
        const policies = graph.ofType("aws:iam/rolePolicyAttachment");
        assert.deepEqual(policies.map(({ name }) => name).sort(), [
            "cluster-nodes-AmazonEC2ContainerRegistryPullOnly",
            "cluster-nodes-AmazonEKSWorkerNodeMinimalPolicy",
        ]);
        assert.deepEqual(
            policies.filter((policy) => !graph.isAfter(graph.named("cluster-eks"), policy)),
            [],
            "its nodes join with all their rights",
        );
    });

    it("gets only the nodes' subnets, because it puts nodes into all that the cluster has", async () => {
        const { privateSubnetIds, publicSubnetIds } = (await run()).named("cluster-eks").inputs;
        assert.deepEqual(
            [privateSubnetIds, publicSubnetIds],
            [["subnet-private-a", "subnet-private-b", "subnet-private-c"], undefined],
        );
        const open = (await run({ "cluster.nodes.subnets": "public" })).named("cluster-eks").inputs;
        assert.deepEqual(open.publicSubnetIds, ["subnet-public-a", "subnet-public-b", "subnet-public-c"]);
        assert.equal(open.privateSubnetIds, undefined);
    });

    it("creates volumes by a driver with a name of its own, with the cluster's role if the key is the company's", async () => {
        const key = "arn:aws:kms:eu-central-1:123456789012:key/1a2b3c4d-5e6f-7081-92a3-b4c5d6e7f809";
        const graph = await run({ storage: { kmsKeyArn: key } });
        const { provisioner, parameters } = graph.named("storage-gp3").inputs;
        assert.equal(provisioner, "ebs.csi.eks.amazonaws.com");
        assert.deepEqual(parameters, { type: "gp3", encrypted: "true", kmsKeyId: key });
        const grant = graph.named("storage-key");
        assert.deepEqual([grant.inputs.keyId, grant.inputs.granteePrincipal], [key, "arn:aws:test:::cluster-role"]);
        assert.ok(graph.isAfter(graph.named("storage-gp3"), grant));
    });

    it("leaves the key to a role that the company provides", async () => {
        const key = "arn:aws:kms:eu-central-1:123456789012:key/1a2b3c4d-5e6f-7081-92a3-b4c5d6e7f809";
        const roleArn = "arn:aws:iam::123456789012:role/confluent-cluster";
        const graph = await run({ storage: { kmsKeyArn: key }, "cluster.roleArn": roleArn });
        assert.deepEqual(graph.ofType("aws:kms/grant"), []);
    });

    it("uses a node role that the company provides, and creates none", async () => {
        const roleArn = "arn:aws:iam::123456789012:role/confluent-nodes";
        const graph = await run({ "cluster.nodes": { scaling: "autoMode", roleArn } });
        const { autoMode } = graph.named("cluster-eks").inputs as { autoMode: { computeConfig: object } };
        assert.deepEqual(autoMode.computeConfig, { nodeRoleArn: roleArn });
        assert.deepEqual(graph.ofType("aws:iam/role:Role"), []);
    });

    it("learns whether Argo CD's load balancer is internal from the annotation that it knows", async () => {
        for (const [access, scheme] of [
            ["internalLoadBalancer", "internal"],
            ["loadBalancer", "internet-facing"],
        ]) {
            const argocd = { access, ...(access === "loadBalancer" && { sourceRanges: ["52.0.0.0/16"] }) };
            const { values } = (await run({ argocd })).named("argocd-release").inputs as {
                values: { server: { service: { annotations: object; loadBalancerClass?: string } } };
            };
            assert.deepEqual(values.server.service.annotations, {
                "service.beta.kubernetes.io/aws-load-balancer-scheme": scheme,
            });
            assert.equal(values.server.service.loadBalancerClass, undefined);
        }
    });

    it("is told to enforce NetworkPolicies, before anything that has some", async () => {
        const graph = await run();
        const told = graph.named("services-network-policies");
        assert.deepEqual(told.inputs.data, { "enable-network-policy-controller": "true" });
        assert.deepEqual(told.inputs.metadata, { name: "amazon-vpc-cni", namespace: "kube-system" });
        assert.ok(graph.isAfter(graph.named("argocd-release"), told));
        const without = (await runStack("eks")).resources.map(({ name }) => name);
        assert.ok(!without.includes("services-network-policies"));
    });
});
