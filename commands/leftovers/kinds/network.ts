import type { NetworkInterface, SecurityGroup } from "@aws-sdk/client-ec2";
import { all, awsCommand, type Kind, type Leftover } from "../leftover";
import { prices } from "../prices";
import { type Filter, taggedFor } from "../tags";
import type { Clients } from "../clients";

export const interfaces: Kind = {
    name: "network interfaces",
    actions: ["ec2:DescribeNetworkInterfaces"],
    find: async (clients) =>
        (await interfacesOf(clients)).map(({ NetworkInterfaceId: id = "", Description, Status, VpcId }) => ({
            kind: "network interface",
            id,
            what: `${Description || "no description"}, in ${VpcId}`,
            monthly: 0,
            ...(Status !== "available" && { stays: "in use" as const, because: `its status is ${Status}` }),
            command: awsCommand(clients, `ec2 delete-network-interface --network-interface-id ${id}`),
            remove: async () => void (await (await clients.ec2()).deleteNetworkInterface({ NetworkInterfaceId: id })),
        })),
};

/** The interfaces of the VPC CNI, by its tag, and of the control plane, by the description that EKS gives them. */
async function interfacesOf(clients: Clients): Promise<NetworkInterface[]> {
    const { cluster } = clients.target;
    const { paginateDescribeNetworkInterfaces } = await import("@aws-sdk/client-ec2");
    const client = await clients.ec2();
    const asked = (Filters: Filter[]) =>
        all(paginateDescribeNetworkInterfaces({ client }, { Filters }), (page) => page.NetworkInterfaces);
    const [tagged, described] = await Promise.all([
        taggedFor(
            cluster,
            (filter) => asked([filter]),
            ({ NetworkInterfaceId }) => NetworkInterfaceId,
        ),
        asked([{ Name: "description", Values: [`Amazon EKS ${cluster}`] }]),
    ]);
    return [...new Map([...tagged, ...described].map((one) => [one.NetworkInterfaceId, one])).values()];
}

export const securityGroups: Kind = {
    name: "security groups",
    actions: ["ec2:DescribeSecurityGroups"],
    async find(clients) {
        const groups = await securityGroupsOf(clients);
        return groups.map((group) => ({
            kind: "security group",
            id: group.GroupId ?? "",
            what: `${group.GroupName}, in ${group.VpcId}`,
            monthly: 0,
            command: awsCommand(clients, `ec2 delete-security-group --group-id ${group.GroupId}`),
            remove: () => removeSecurityGroup(clients, group, groups),
        }));
    },
};

async function securityGroupsOf(clients: Clients): Promise<SecurityGroup[]> {
    const { cluster } = clients.target;
    const { paginateDescribeSecurityGroups } = await import("@aws-sdk/client-ec2");
    const client = await clients.ec2();
    return taggedFor(
        cluster,
        (filter) =>
            all(paginateDescribeSecurityGroups({ client }, { Filters: [filter] }), (page) => page.SecurityGroups),
        ({ GroupId }) => GroupId,
    );
}

/** Deletes the rules of other groups that refer to it first, because they would block its deletion. */
async function removeSecurityGroup(clients: Clients, { GroupId }: SecurityGroup, all: SecurityGroup[]): Promise<void> {
    const client = await clients.ec2();
    for (const other of all) {
        const naming = (other.IpPermissions ?? []).filter(({ UserIdGroupPairs = [] }) =>
            UserIdGroupPairs.some((pair) => pair.GroupId === GroupId),
        );
        if (naming.length === 0) continue;
        await client.revokeSecurityGroupIngress({ GroupId: other.GroupId, IpPermissions: naming }).catch(unlessGone);
    }
    await client.deleteSecurityGroup({ GroupId });
}

function unlessGone(error: unknown): void {
    if (!(error instanceof Error && /NotFound/.test(error.name))) throw error;
}

/** The name that awsx gives the VPC of a stack. */
const vpcName = "network-vpc";

/**
 * The stack's VPC, and the parts of it that cost money. Pulumi created it, and deletes it once nothing else is in it. All
 * stacks' VPCs have the same name, so it is this stack's if it contains something of the stack's cluster.
 */
export const vpcs: Kind = {
    name: "VPCs",
    actions: ["ec2:DescribeVpcs", "ec2:DescribeNatGateways"],
    async find(clients) {
        const things = [...(await interfacesOf(clients)), ...(await securityGroupsOf(clients))];
        const ids = [...new Set(things.map(({ VpcId = "" }) => VpcId))].filter(Boolean);
        if (ids.length === 0) return [];
        const client = await clients.ec2();
        const filters = [
            { Name: "vpc-id", Values: ids },
            { Name: "tag:Name", Values: [vpcName] },
        ];
        const { Vpcs = [] } = await client.describeVpcs({ Filters: filters });
        return (await Promise.all(Vpcs.map(({ VpcId = "" }) => ofVpc(clients, VpcId)))).flat();
    },
};

async function ofVpc(clients: Clients, vpc: string): Promise<Leftover[]> {
    const { stack } = clients.target;
    const client = await clients.ec2();
    const { NatGateways = [] } = await client.describeNatGateways({ Filter: [{ Name: "vpc-id", Values: [vpc] }] });
    const stays = {
        stays: "the stack's" as const,
        because: "Pulumi made it, and deletes it once nothing else is in it",
        command: `pulumi destroy --stack ${stack}`,
    };
    return [
        { kind: "VPC", id: vpc, what: vpcName, monthly: 0, ...stays },
        ...NatGateways.filter(({ State }) => State !== "deleted").map(
            ({ NatGatewayId: id = "", NatGatewayAddresses = [] }) => ({
                kind: "NAT gateway",
                id,
                what: `in ${vpc}, with ${NatGatewayAddresses.map(({ PublicIp }) => PublicIp).join(", ") || "no address"}`,
                monthly: prices.natGateway + prices.address * NatGatewayAddresses.length,
                ...stays,
            }),
        ),
    ];
}
