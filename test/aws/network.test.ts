import assert from "node:assert/strict";
import { subnetBlocks } from "../../config/cidr";
import { inventory } from "./inventory";
import { type Moto, startMoto } from "./moto";
import { createStack, type Stack } from "./stack";
import { subset } from "./subset";
import { parseTemplate, readAwsFile } from "./template";

const zones = ["eu-central-1a", "eu-central-1b", "eu-central-1c"];
const parameters = {
    AdminArn: "arn:aws:iam::123456789012:role/platform-admins",
    PublicAccessCidrs: "203.0.113.7/32,198.51.100.0/24",
    Zone1: zones[0]!,
    Zone2: zones[1]!,
    Zone3: zones[2]!,
};

/** moto's CloudFormation makes nothing of EKS. */
const template = subset(parseTemplate(readAwsFile("cluster.cloudformation.yaml")), (type) =>
    type.startsWith("AWS::EKS::"),
);

interface Route {
    DestinationCidrBlock: string;
    GatewayId?: string;
    NatGatewayId?: string;
}

interface Subnet {
    SubnetId: string;
    CidrBlock: string;
    AvailabilityZone: string;
    MapPublicIpOnLaunch: boolean;
    Tags: { Key: string; Value: string }[];
}

const natGateways = { none: 0, single: 1, perZone: 3 };

describe("The template's network, key and roles, on moto (a stand-in, that makes no EKS)", () => {
    let moto: Moto;
    let earlier: Record<string, string[]>;
    before(async () => {
        moto = await startMoto();
        earlier = await inventory(moto);
    });
    after(() => moto?.stop());

    for (const [nat, count] of Object.entries(natGateways)) {
        describe(`with NatGateways=${nat}`, () => {
            let stack: Stack;
            before(async () => {
                stack = await createStack(moto, `cluster-${nat}`, template, { ...parameters, NatGateways: nat });
            });

            it("has the program's subnets, in three zones, tagged for load balancers", async () => {
                const subnets = await subnetsOf(moto, stack);
                const blocks = subnetBlocks("10.0.0.0/16", 3);
                for (const kind of ["public", "private"] as const) {
                    const role = kind === "public" ? "kubernetes.io/role/elb" : "kubernetes.io/role/internal-elb";
                    const ids = stack.outputs[kind === "public" ? "PublicSubnetIds" : "PrivateSubnetIds"]?.split(",");
                    assert.deepEqual(
                        ids?.map((id) => factsOf(subnets.find(({ SubnetId }) => SubnetId === id))),
                        blocks[kind].map((cidr, index) => ({
                            cidr,
                            zone: zones[index],
                            isPublic: kind === "public",
                            roles: [`${role}=1`],
                        })),
                    );
                }
                assert.equal(subnets.length, 6);
            });

            it(`reaches out of private subnets through ${count} NAT gateways, and of public ones directly`, async () => {
                const ids = (kind: string) => [1, 2, 3].map((index) => stack.ids[`${kind}${index}`] ?? "none");
                const gateways = ids("NatGateway").filter((id) => id !== "none");
                assert.equal(gateways.length, count);
                const routes = await defaultRoutes(moto, stack);
                const ways = ids("PrivateSubnet").map((id) => routes[id]);
                const expected = { none: [], single: Array<string>(3).fill(gateways[0] ?? ""), perZone: gateways };
                assert.deepEqual(
                    ways.flatMap((route) => route?.NatGatewayId ?? []),
                    expected[nat as keyof typeof natGateways],
                );
                if (nat === "none") assert.deepEqual(ways, [undefined, undefined, undefined]);
                for (const id of ids("PublicSubnet")) assert.equal(routes[id]?.GatewayId, stack.ids.InternetGateway);
            });

            it("has roles with the managed policies they need, and no others", async () => {
                assert.deepEqual(await rolesOf(moto, stack), {
                    ClusterRole: ["eks.amazonaws.com", "AmazonEKSClusterPolicy"],
                    NodeRole: [
                        "ec2.amazonaws.com",
                        "AmazonEC2ContainerRegistryPullOnly",
                        "AmazonEKSWorkerNodePolicy",
                        "AmazonEKS_CNI_Policy",
                    ],
                    EbsCsiRole: ["pods.eks.amazonaws.com", "AmazonEBSCSIDriverPolicy"],
                });
            });

            it("rotates the key, and keeps logs for 30 days", async () => {
                const key = ["--key-id", stack.ids.SecretsKey ?? ""];
                const rotation = await moto.ask<{ KeyRotationEnabled: boolean }>(
                    "kms",
                    "get-key-rotation-status",
                    ...key,
                );
                assert.equal(rotation.KeyRotationEnabled, true);
                assert.deepEqual(
                    await moto.ask(
                        "logs",
                        "describe-log-groups",
                        "--query",
                        "logGroups[].[logGroupName,retentionInDays]",
                    ),
                    [["/aws/eks/confluent/cluster", 30]],
                );
            });

            it("leaves nothing when it is deleted", async () => {
                await stack.delete();
                assert.deepEqual(await inventory(moto), earlier);
            });
        });
    }

    it("makes the network and the key alone with Scope=networkAndKey", async () => {
        const scoped = { ...parameters, Scope: "networkAndKey" };
        const stack = await createStack(moto, "network", template, scoped);
        const kinds = Object.keys(stack.ids).map((name) => template.Resources[name]?.Type.split("::")[1]);
        assert.deepEqual([...new Set(kinds)].sort(), ["EC2", "KMS"]);
        assert.equal(stack.ids.NodeTemplate, undefined);
        await stack.delete();
        assert.deepEqual(await inventory(moto), earlier);
    });
});

const subnetsOf = (moto: Moto, { outputs }: Stack): Promise<Subnet[]> =>
    moto.ask(
        ...["ec2", "describe-subnets", "--filters", `Name=vpc-id,Values=${outputs.VpcId}`],
        ...["--query", "Subnets"],
    );

const factsOf = (subnet?: Subnet) =>
    subnet && {
        cidr: subnet.CidrBlock,
        zone: subnet.AvailabilityZone,
        isPublic: subnet.MapPublicIpOnLaunch,
        roles: subnet.Tags.flatMap(({ Key, Value }) => (Key.startsWith("kubernetes.io/") ? `${Key}=${Value}` : [])),
    };

/** The default route of each of a VPC's subnets that has one, by the subnet's id. */
async function defaultRoutes(moto: Moto, { outputs }: Stack): Promise<Record<string, Route>> {
    const tables = await moto.ask<{ Associations: { SubnetId?: string }[]; Routes: Route[] }[]>(
        ...["ec2", "describe-route-tables", "--filters", `Name=vpc-id,Values=${outputs.VpcId}`],
        ...["--query", "RouteTables"],
    );
    const routes = tables.flatMap(({ Associations, Routes }) => {
        const route = Routes.find(({ DestinationCidrBlock }) => DestinationCidrBlock === "0.0.0.0/0");
        return route ? Associations.map(({ SubnetId = "" }) => [SubnetId, route] as const) : [];
    });
    return Object.fromEntries(routes);
}

interface Role {
    RoleName: string;
    AssumeRolePolicyDocument: { Statement: { Principal: { Service: string } }[] };
    AttachedManagedPolicies: { PolicyName: string }[];
}

/** For each role of the stack, who takes it on, and its policies' names. */
async function rolesOf(moto: Moto, { ids }: Stack): Promise<Record<string, string[]>> {
    const roles = await moto.ask<Role[]>(
        ...["iam", "get-account-authorization-details", "--filter", "Role", "--query", "RoleDetailList"],
    );
    return Object.fromEntries(
        roles.map(({ RoleName, AssumeRolePolicyDocument, AttachedManagedPolicies }) => [
            Object.entries(ids).find(([, id]) => id === RoleName)?.[0] ?? RoleName,
            [
                ...AssumeRolePolicyDocument.Statement.map(({ Principal }) => Principal.Service),
                ...AttachedManagedPolicies.map(({ PolicyName }) => PolicyName).sort(),
            ],
        ]),
    );
}
