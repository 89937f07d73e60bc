// Not the whole package: its `classic` half loads AWS SDK clients at every start.
import * as awsx from "@pulumi/awsx/ec2";
import type * as inputs from "@pulumi/awsx/types/input";
import * as pulumi from "@pulumi/pulumi";
import type { Config } from "../../config";
import { subnetBlocks } from "../../config/cidr";
import type { NetworkSettings } from "../../config/schema";
import { readsSecrets } from "../../config/workload/addons";
import { isProtected } from "../cluster/protection";

type CreateSettings = Extract<NetworkSettings, { source: "create" }>;

const natStrategy = {
    none: awsx.NatGatewayStrategy.None,
    single: awsx.NatGatewayStrategy.Single,
    perZone: awsx.NatGatewayStrategy.OnePerAz,
} as const;

/**
 * Services that private nodes call without NAT, from AWS's page on private clusters
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

export interface NetworkArgs extends Pick<Config, "cluster" | "region" | "addons"> {
    network: NetworkSettings;
    /** Zones of an existing VPC's subnets, from `existingZones`; for a new VPC, they are in its settings. */
    zones: Readonly<Record<string, string>>;
}

type Kind = "public" | "private";

/** The VPC and its subnets: new or existing. */
export class Network extends pulumi.ComponentResource {
    readonly vpcId: pulumi.Output<string>;
    readonly publicSubnetIds: pulumi.Output<string[]>;
    readonly privateSubnetIds: pulumi.Output<string[]>;
    /** The same subnets by their zones, in the order of the configuration. */
    readonly byZone: Record<Kind, Record<string, pulumi.Output<string[]>>>;
    /** Where nodes are placed by default: private subnets if they have outbound access, otherwise public ones. */
    readonly nodesArePrivate: boolean;

    constructor(name: string, args: NetworkArgs, opts?: pulumi.ComponentResourceOptions) {
        super("platform:network:Network", name, {}, opts);
        const settings = args.network;
        if (settings.source === "create") {
            const vpc = new awsx.Vpc(`${name}-vpc`, vpcArgs(settings, args), {
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

/** awsx creates a subnet of each kind in each zone, and returns their IDs in the order of the zones. */
const oneEach = (zones: readonly string[], ids: pulumi.Output<string[]>): Record<string, pulumi.Output<string[]>> =>
    Object.fromEntries(zones.map((zone, index) => [zone, ids.apply((all) => all.slice(index, index + 1))]));

/** A zone of an existing VPC may have several subnets. */
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

function vpcArgs(args: CreateSettings, { region, addons }: Pick<Config, "region" | "addons">): awsx.VpcArgs {
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
            vpcEndpointSpecs: endpointSpecs(region, [
                ...interfaceEndpoints,
                // External Secrets calls this service.
                ...(readsSecrets(addons?.addons ?? []) ? ["secretsmanager"] : []),
            ]),
        }),
    };
}

/**
 * Services with a different name in China. The others, and S3's gateway, have the same name there as everywhere: of the
 * endpoints in one VPC, some have the prefix, and some don't (getDefaultEndpointPrefix of aws-cdk, in
 * aws-ec2/lib/vpc-endpoint.ts).
 */
const othersInChina: readonly string[] = ["autoscaling", "ec2", "ecr.api", "ecr.dkr", "eks", "sts"];

function endpointSpecs(region: string, services: readonly string[]): inputs.ec2.VpcEndpointSpecArgs[] {
    const domainOf = (service: string) =>
        region.startsWith("cn-") && othersInChina.includes(service) ? "cn.com.amazonaws" : "com.amazonaws";
    return [
        { serviceName: `com.amazonaws.${region}.s3`, vpcEndpointType: "Gateway" },
        ...services.map((service) => ({
            serviceName: `${domainOf(service)}.${region}.${service}`,
            vpcEndpointType: "Interface",
            privateDnsEnabled: true,
        })),
    ];
}
