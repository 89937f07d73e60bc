import assert from "node:assert/strict";
import { runStack } from "../../harness";

const existing = {
    network: {
        source: "existing",
        vpcId: "vpc-0a1b2c3d",
        privateSubnetIds: ["subnet-00000001", "subnet-00000002"],
    },
};

async function vpc(set: Record<string, unknown> = {}) {
    return (await runStack("eks", set)).named("network-vpc").inputs;
}

describe("the Network layer", () => {
    it("asks for a VPC with named zones, explicit blocks, DNS names and load balancer tags", async () => {
        assert.deepEqual(await vpc(), {
            cidrBlock: "10.0.0.0/16",
            availabilityZoneNames: ["eu-central-1a", "eu-central-1b", "eu-central-1c"],
            enableDnsHostnames: true,
            natGateways: { strategy: "Single" },
            subnetStrategy: "Auto",
            subnetSpecs: [
                {
                    type: "Public",
                    cidrBlocks: ["10.0.192.0/20", "10.0.208.0/20", "10.0.224.0/20"],
                    tags: { "kubernetes.io/role/elb": "1" },
                },
                {
                    type: "Private",
                    cidrBlocks: ["10.0.0.0/18", "10.0.64.0/18", "10.0.128.0/18"],
                    tags: { "kubernetes.io/role/internal-elb": "1" },
                },
            ],
        });
    });

    for (const [nat, strategy] of [
        ["none", "None"],
        ["single", "Single"],
        ["perZone", "OnePerAz"],
    ]) {
        it(`asks awsx for NAT strategy ${strategy} with nat ${nat}`, async () => {
            assert.deepEqual((await vpc({ "network.nat": nat })).natGateways, { strategy });
        });
    }

    it("puts nodes without NAT and endpoints into the public subnets", async () => {
        const graph = await runStack("eks", { "network.nat": "none" });
        assert.deepEqual(graph.named("cluster-nodes").inputs.subnetIds, [
            "subnet-public-a",
            "subnet-public-b",
            "subnet-public-c",
        ]);
    });

    it("keeps nodes with endpoints but without NAT private, and requests the endpoints that they call", async () => {
        const set = { "network.nat": "none", "network.endpoints": true };
        const graph = await runStack("eks", set);
        assert.deepEqual(graph.named("cluster-nodes").inputs.subnetIds, [
            "subnet-private-a",
            "subnet-private-b",
            "subnet-private-c",
        ]);
        const { vpcEndpointStrategy, vpcEndpointSpecs } = await vpc(set);
        assert.equal(vpcEndpointStrategy, "Auto");
        const services = (vpcEndpointSpecs as { serviceName: string }[]).map(({ serviceName }) =>
            serviceName.split(".").slice(3).join("."),
        );
        assert.deepEqual(services.sort(), [
            "autoscaling",
            "ec2",
            "ecr.api",
            "ecr.dkr",
            "eks",
            "eks-auth",
            "elasticloadbalancing",
            "logs",
            "s3",
            "sts",
        ]);
    });

    it("has one for Secrets Manager if External Secrets is among the addons", async () => {
        const endpoints = { "network.nat": "none", "network.endpoints": true };
        const { vpcEndpointSpecs } = await vpc({ ...endpoints, "gitops.addons": "gitops/addons/overlays/eks" });
        const names = (vpcEndpointSpecs as { serviceName: string }[]).map(({ serviceName }) => serviceName);
        assert.ok(names.includes("com.amazonaws.eu-central-1.secretsmanager"), names.join());
    });

    it("calls the endpoints in China as they are called there", async () => {
        const { vpcEndpointSpecs } = await vpc({
            "aws:region": "cn-north-1",
            "network.zones": ["cn-north-1a", "cn-north-1b"],
            "network.nat": "none",
            "network.endpoints": true,
        });
        const names = (vpcEndpointSpecs as { serviceName: string }[]).map(({ serviceName }) => serviceName);
        const isChinese = (name: string) => name.startsWith("cn.com.amazonaws.cn-north-1.");
        assert.deepEqual(names.filter((name) => !isChinese(name)).sort(), [
            "com.amazonaws.cn-north-1.eks-auth",
            "com.amazonaws.cn-north-1.elasticloadbalancing",
            "com.amazonaws.cn-north-1.logs",
            "com.amazonaws.cn-north-1.s3",
        ]);
        assert.equal(names.filter(isChinese).length, 6);
    });

    it("requests no endpoints if there are none", async () => {
        assert.equal((await vpc()).vpcEndpointSpecs, undefined);
    });

    it("creates nothing in an existing VPC, and puts the nodes into its private subnets", async () => {
        const graph = await runStack("eks", existing);
        assert.deepEqual(graph.ofType("awsx:"), []);
        assert.deepEqual(
            graph.ofType("aws:ec2/").map(({ type }) => type),
            ["aws:ec2/launchTemplate:LaunchTemplate"],
        );
        assert.deepEqual(graph.named("cluster-nodes").inputs.subnetIds, existing.network.privateSubnetIds);
        assert.equal(graph.named("cluster-eks").inputs.vpcId, "vpc-0a1b2c3d");
    });
});
