import * as aws from "@pulumi/aws";
// Not the whole package: its `classic` half loads clients of the AWS SDK, at every start.
import * as awsx from "@pulumi/awsx/ec2";
import type * as inputs from "@pulumi/awsx/types/input";
import * as pulumi from "@pulumi/pulumi";
import type { Config } from "../config";
import { subnetBlocks } from "../config/cidr";
import { ConfigurationError, type Problem } from "../config/problems";
import { refuse } from "../config/rules/rule";
import type { NetworkSettings } from "../config/schema";
import { isProtected } from "./protection";

type CreateSettings = Extract<NetworkSettings, { source: "create" }>;
type ExistingSettings = Extract<NetworkSettings, { source: "existing" }>;

const natStrategy = {
    none: awsx.NatGatewayStrategy.None,
    single: awsx.NatGatewayStrategy.Single,
    perZone: awsx.NatGatewayStrategy.OnePerAz,
} as const;

/**
 * What private nodes call where there is no NAT, from AWS's page on private clusters
 * (https://docs.aws.amazon.com/eks/latest/userguide/private-clusters.html).
 */
const interfaceEndpoints = [
    "autoscaling",
    "ec2",
    "ecr.api",
    "ecr.dkr",
    "eks",
    "eks-auth",
    "elasticloadbalancing",
    "logs",
    "sts",
] as const;

export interface NetworkArgs extends Pick<Config, "cluster" | "region"> {
    network: NetworkSettings;
    /** Zones of an existing VPC's subnets, by `existingZones`; of one that is made they are in its settings. */
    zones: Readonly<Record<string, string>>;
}

type Kind = "public" | "private";

/** The VPC and its subnets: made, or taken as they are. */
export class Network extends pulumi.ComponentResource {
    readonly vpcId: pulumi.Output<string>;
    readonly publicSubnetIds: pulumi.Output<string[]>;
    readonly privateSubnetIds: pulumi.Output<string[]>;
    /** The same subnets by their zones, in the order of the configuration. */
    readonly byZone: Record<Kind, Record<string, pulumi.Output<string[]>>>;
    /** Where nodes go by default: private subnets if they reach out from there, else public ones. */
    readonly nodesArePrivate: boolean;

    constructor(name: string, args: NetworkArgs, opts?: pulumi.ComponentResourceOptions) {
        super("platform:network:Network", name, {}, opts);
        const settings = args.network;
        if (settings.source === "create") {
            const vpc = new awsx.Vpc(`${name}-vpc`, vpcArgs(settings, args.region), {
                parent: this,
                protect: isProtected(args.cluster),
            });
            this.vpcId = vpc.vpcId;
            this.publicSubnetIds = vpc.publicSubnetIds;
            this.privateSubnetIds = vpc.privateSubnetIds;
            this.byZone = {
                public: oneEach(settings.zones, vpc.publicSubnetIds),
                private: oneEach(settings.zones, vpc.privateSubnetIds),
            };
            this.nodesArePrivate = settings.nat !== "none" || settings.endpoints;
        } else {
            this.vpcId = pulumi.output(settings.vpcId);
            this.publicSubnetIds = pulumi.output(settings.publicSubnetIds);
            this.privateSubnetIds = pulumi.output(settings.privateSubnetIds);
            this.byZone = {
                public: grouped(settings.publicSubnetIds, args.zones),
                private: grouped(settings.privateSubnetIds, args.zones),
            };
            this.nodesArePrivate = settings.privateSubnetIds.length > 0;
        }
        this.registerOutputs({
            vpcId: this.vpcId,
            publicSubnetIds: this.publicSubnetIds,
            privateSubnetIds: this.privateSubnetIds,
        });
    }
}

/** awsx makes a subnet of each kind in each zone, and gives their ids in the order of the zones. */
const oneEach = (zones: readonly string[], ids: pulumi.Output<string[]>): Record<string, pulumi.Output<string[]>> =>
    Object.fromEntries(zones.map((zone, index) => [zone, ids.apply((all) => all.slice(index, index + 1))]));

/** A zone of an existing VPC may have several. */
const grouped = (
    ids: readonly string[],
    zoneOf: Readonly<Record<string, string>>,
): Record<string, pulumi.Output<string[]>> =>
    Object.fromEntries(
        [...new Set(ids.map((id) => zoneOf[id] ?? ""))].map((zone) => [
            zone,
            pulumi.output(ids.filter((id) => zoneOf[id] === zone)),
        ]),
    );

function vpcArgs(args: CreateSettings, region: string): awsx.VpcArgs {
    const blocks = subnetBlocks(args.cidr, args.zones.length);
    return {
        cidrBlock: args.cidr,
        availabilityZoneNames: args.zones,
        enableDnsHostnames: true,
        natGateways: { strategy: natStrategy[args.nat] },
        subnetStrategy: awsx.SubnetAllocationStrategy.Auto,
        subnetSpecs: [
            {
                type: awsx.SubnetType.Public,
                cidrBlocks: blocks.public,
                tags: { "kubernetes.io/role/elb": "1" },
            },
            {
                type: awsx.SubnetType.Private,
                cidrBlocks: blocks.private,
                tags: { "kubernetes.io/role/internal-elb": "1" },
            },
        ],
        ...(args.endpoints && {
            vpcEndpointStrategy: awsx.VpcEndpointStrategy.Auto,
            vpcEndpointSpecs: endpointSpecs(region),
        }),
    };
}

/**
 * Those that have another name in China. The others, and S3's gateway, are called there as everywhere: of the endpoints of
 * one VPC some begin so, and some do not (getDefaultEndpointPrefix of aws-cdk, in aws-ec2/lib/vpc-endpoint.ts).
 */
const othersInChina: readonly string[] = ["autoscaling", "ec2", "ecr.api", "ecr.dkr", "eks", "sts"];

function endpointSpecs(region: string): inputs.ec2.VpcEndpointSpecArgs[] {
    const domainOf = (service: string) =>
        region.startsWith("cn-") && othersInChina.includes(service) ? "cn.com.amazonaws" : "com.amazonaws";
    return [
        { serviceName: `com.amazonaws.${region}.s3`, vpcEndpointType: "Gateway" },
        ...interfaceEndpoints.map((service) => ({
            serviceName: `${domainOf(service)}.${region}.${service}`,
            vpcEndpointType: "Interface",
            privateDnsEnabled: true,
        })),
    ];
}

/**
 * Asks AWS in which zones an existing VPC's subnets are.
 * @returns zones by subnet; none for a VPC that is made
 * @throws ConfigurationError where a kind of subnets is in fewer than two zones, or not in that VPC. EKS needs two.
 */
export async function existingZones(network: NetworkSettings | undefined): Promise<Record<string, string>> {
    if (network?.source !== "existing") return {};
    const found = await Promise.all(
        (["publicSubnetIds", "privateSubnetIds"] as const).map(async (kind) => {
            const subnets = await Promise.all(network[kind].map((id) => aws.ec2.getSubnet({ id })));
            return { subnets, problems: problemsOf(network, kind, subnets) };
        }),
    );
    const problems = found.flatMap((kind) => kind.problems);
    if (problems.length > 0) throw new ConfigurationError(problems);
    const subnets = found.flatMap((kind) => kind.subnets);
    return Object.fromEntries(subnets.map(({ id, availabilityZone }) => [id, availabilityZone]));
}

function problemsOf(
    network: ExistingSettings,
    kind: "publicSubnetIds" | "privateSubnetIds",
    subnets: readonly aws.ec2.GetSubnetResult[],
): Problem[] {
    const key = `network.${kind}`;
    const strangers = subnets.filter(({ vpcId }) => vpcId !== network.vpcId).map(({ id }) => id);
    if (strangers.length > 0) return [refuse(key, strangers, `not in network.vpcId, ${network.vpcId}`)];
    const zones = new Set(subnets.map(({ availabilityZone }) => availabilityZone));
    if (zones.size !== 1) return [];
    const reason = `all in ${[...zones].join()}; EKS needs two zones`;
    return [refuse(key, network[kind], reason, "add a subnet in another zone")];
}
