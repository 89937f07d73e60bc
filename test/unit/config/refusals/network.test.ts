import { runStack } from "../../../harness";
import { refuses } from "../../../refusals";

const ids = (...ends: number[]) => ends.map((end) => `subnet-0000000${end}`);
const existing = (vpcId: string, subnets: object) => ({ network: { source: "existing", vpcId, ...subnets } });
const vpc = "vpc-0a1b2c3d";

refuses("of the network", [
    { it: "a block that is none", set: { "network.cidr": "10.0.0.0/33" }, says: ["network.cidr", /not an IPv4 block/] },
    {
        it: "a block that does not begin at its first address",
        set: { "network.cidr": "10.0.1.0/16" },
        says: ["network.cidr", /that block is 10\.0\.0\.0\/16/],
    },
    {
        it: "a block too small for the subnets",
        set: { "network.cidr": "10.0.0.0/25" },
        says: ["network.cidr", /too small for the subnets/],
    },
    {
        it: "a block larger than a VPC may be",
        set: { "network.cidr": "10.0.0.0/8" },
        says: ["network.cidr", /larger than AWS allows/],
    },
    {
        it: "an API that nobody reaches",
        set: { "cluster.publicAccessCidrs": [] },
        says: ["cluster.privateAccessCidrs", /only nodes and pods could reach/],
    },
    {
        it: "a private endpoint that is open to the world",
        set: { "cluster.privateAccessCidrs": ["10.0.0.0/16", "0.0.0.0/1"] },
        says: ["cluster.privateAccessCidrs", /wider than/],
    },
    {
        it: "a private endpoint whose blocks overlap",
        set: { "cluster.privateAccessCidrs": ["10.0.0.0/16", "10.0.1.0/24"] },
        says: ["cluster.privateAccessCidrs", /overlap/],
    },
    ...["0.0.0.0/16", "127.0.0.0/16", "169.254.0.0/16", "224.1.0.0/16", "240.0.0.0/16"].map((block) => ({
        it: `a block that no VPC can have, ${block}`,
        set: { "network.cidr": block },
        says: ["network.cidr", /is reserved/] as [string, RegExp],
    })),
    {
        it: "zones of another region",
        set: { "network.zones": ["us-east-1a", "us-east-1b"] },
        says: ["network.zones", /us-east-1a and us-east-1b are not in the region eu-central-1/],
    },
    { it: "one zone", set: { "network.zones": ["eu-central-1a"] }, says: ["network.zones", /fewer than two zones/] },
    {
        it: "four zones",
        set: { "network.zones": ["a", "b", "c", "d"].map((z) => `eu-central-1${z}`) },
        says: ["network.zones", /more than three zones/],
    },
    {
        it: "a zone named twice",
        set: { "network.zones": ["eu-central-1a", "eu-central-1a"] },
        says: ["network.zones", /names a zone twice/],
    },
    {
        it: "something that is no zone",
        set: { "network.zones": ["eu-central-1a", "frankfurt"] },
        says: ["network.zones[1]", /not the name of an availability zone/],
    },
    {
        it: "an existing VPC without subnets",
        set: existing(vpc, {}),
        says: ["network.privateSubnetIds", /no subnets of the existing VPC/],
    },
    {
        it: "an existing VPC with one subnet",
        set: existing(vpc, { privateSubnetIds: ids(1) }),
        says: ["network.privateSubnetIds", /fewer than two zones/],
    },
    {
        it: "an existing VPC whose subnets are all in one zone",
        set: existing(vpc, { privateSubnetIds: ids(1, 3) }),
        says: ["network.privateSubnetIds", /all in eu-central-1a; EKS needs two zones/],
    },
    {
        it: "subnets of another VPC",
        set: existing("vpc-0a1b2c3e", { privateSubnetIds: ids(1, 2) }),
        says: ["network.privateSubnetIds", /not in network\.vpcId, vpc-0a1b2c3e/],
    },
    {
        it: "subnets in a zone that EKS is not in",
        set: existing(vpc, { privateSubnetIds: ["subnet-30000001", "subnet-00000002"] }),
        says: ["network.privateSubnetIds", /in use1-az3, where EKS cannot place a control plane/],
    },
    {
        it: "public nodes in subnets that give no public addresses",
        set: existing(vpc, { publicSubnetIds: ["subnet-10000001", "subnet-00000002"] }),
        says: ["network.publicSubnetIds", /not give instances public addresses, and EKS creates no nodes/],
    },
    {
        it: "nodes that are asked for in such subnets",
        set: {
            ...existing(vpc, { publicSubnetIds: ["subnet-10000001", "subnet-10000002"], privateSubnetIds: ids(1, 2) }),
            "cluster.nodes.subnets": "public",
        },
        says: ["network.publicSubnetIds", /not give instances public addresses/],
    },
    {
        it: "a VPC that gives no names",
        set: existing("vpc-0a1b2c3f", { privateSubnetIds: ["subnet-20000001", "subnet-20000002"] }),
        says: ["network.vpcId", /has enableDnsHostnames turned off: nodes could not find/],
    },
    {
        it: "a subnet that is public and private",
        set: existing(vpc, { privateSubnetIds: ids(1, 2), publicSubnetIds: ids(2, 3) }),
        says: ["network.publicSubnetIds", /listed both as public and as private/],
    },
    {
        it: "something that is no VPC id",
        set: { network: { source: "existing", vpcId: "my-vpc", privateSubnetIds: ids(1, 2) } },
        says: ["network.vpcId", /not a VPC id/],
    },
    {
        it: "private nodes with no NAT and no endpoints",
        set: { "network.nat": "none", "cluster.nodes.subnets": "private" },
        says: ["network.nat", /never join the cluster/],
    },
    {
        it: "a network beside a cluster that is taken",
        set: { cluster: { source: "existing", name: "shared" } },
        says: ["network.source", /the cluster already has one/],
    },
    {
        it: "public nodes in an existing VPC without public subnets",
        set: { ...existing(vpc, { privateSubnetIds: ids(1, 2) }), "cluster.nodes.subnets": "public" },
        says: ["cluster.nodes.subnets", /0 public subnets/],
    },
]);

describe("configuration of the network", () => {
    it("takes load balancers' subnets that give instances no public addresses, where the nodes are in others", async () => {
        const publicSubnetIds = ["subnet-10000001", "subnet-10000002"];
        await runStack("eks", existing(vpc, { publicSubnetIds, privateSubnetIds: ids(1, 2) }));
    });
});
