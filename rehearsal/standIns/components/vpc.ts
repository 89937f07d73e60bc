/**
 * `awsx:ec2:Vpc` 3.9.0: the same children, by type, parent and name, as the real component creates for explicit subnets
 * (`subnetSpecs[].cidrBlocks`) in named zones. Layouts that the real one computes itself are rejected.
 */
import type { ComponentResourceOptions, Output } from "@pulumi/pulumi";
import { all, output } from "@pulumi/pulumi/output";
import type { Constructed } from "../provider";
import { StandInComponent, childrenOf, plain, type Arguments, type Child } from "./child";
import { isInterface, vpcEndpoints, type EndpointSpec } from "./vpcEndpoints";

const child = childrenOf("awsx");

type Tags = Record<string, string>;

interface SubnetSpec {
    readonly type: string;
    readonly name?: string;
    readonly cidrBlocks?: readonly string[];
    readonly tags?: Output<Tags> | Tags;
}

type Strategy = "None" | "Single" | "OnePerAz";

/** VPC arguments that are passed to `aws.ec2.Vpc` unchanged. */
const PASSED_ON = [
    "assignGeneratedIpv6CidrBlock",
    "enableDnsHostnames",
    "enableDnsSupport",
    "enableNetworkAddressUsageMetrics",
    "instanceTenancy",
    "region",
];

function checked(inputs: Arguments): { zones: string[]; specs: SubnetSpec[]; nat: Strategy; allocations: string[] } {
    const zones = plain<string[]>(inputs, "availabilityZoneNames") ?? [];
    const specs = plain<SubnetSpec[]>(inputs, "subnetSpecs") ?? [];
    if (zones.length === 0 || specs.length === 0) {
        throw new Error("the awsx stand-in needs availabilityZoneNames and subnetSpecs: it chooses no zones or ranges");
    }
    for (const { type, cidrBlocks } of specs) {
        if (type !== "Unused" && cidrBlocks?.length !== zones.length) {
            throw new Error(
                `subnetSpecs: ${type} needs one CIDR block in cidrBlocks for each of ${zones.length} zones`,
            );
        }
    }
    const gateways = plain<{ strategy?: Strategy; elasticIpAllocationIds?: string[] }>(inputs, "natGateways");
    const nat = gateways?.strategy ?? "OnePerAz";
    const has = (type: string): boolean => specs.some((spec) => spec.type === type);
    if (nat !== "None" && !(has("Public") && has("Private"))) {
        throw new Error(`natGateways.strategy ${nat} needs both a public and a private subnet; say None`);
    }
    return { zones, specs, nat, allocations: gateways?.elasticIpAllocationIds ?? [] };
}

/** Public subnets first, because routes of the private ones lead to NAT gateways in them. */
function ordered(specs: readonly SubnetSpec[]): SubnetSpec[] {
    const rank = (type: string): number => ["Public", "Private", "Isolated"].indexOf(type);
    return specs.filter(({ type }) => type !== "Unused").sort((one, other) => rank(one.type) - rank(other.type));
}

export function vpc(name: string, inputs: Arguments, options: ComponentResourceOptions): Constructed {
    const { zones, specs, nat, allocations } = checked(inputs);
    const component = new StandInComponent("awsx:ec2:Vpc", name, {}, options);
    const own = output((inputs.tags ?? {}) as Tags);
    const tags = own.apply((given) => ({ Name: name, ...given }));

    const endpointSpecs = plain<EndpointSpec[]>(inputs, "vpcEndpointSpecs") ?? [];
    const fillsIn = plain<string>(inputs, "vpcEndpointStrategy") === "Auto";

    const network = child(
        "aws:ec2/vpc:Vpc",
        name,
        {
            // Required for private names of endpoints.
            ...(fillsIn && endpointSpecs.some(isInterface) && { enableDnsSupport: true }),
            cidrBlock: inputs.cidrBlock ?? "10.0.0.0/16",
            ...Object.fromEntries(PASSED_ON.filter((key) => key in inputs).map((key) => [key, inputs[key] as string])),
            tags,
        },
        { parent: component },
        ["arn", "ipv6CidrBlock"],
    );
    // If the VPC has such a block, each subnet gets part of it; here it has none, because only AWS assigns it.
    const ipv6CidrBlock = network.ipv6CidrBlock?.apply(() => undefined);
    const inNetwork = { parent: network, dependsOn: [network] };
    const gateway = child("aws:ec2/internetGateway:InternetGateway", name, { vpcId: network.id, tags }, inNetwork);

    const subnets: { readonly type: string; readonly subnet: Child; readonly table: Child }[] = [];
    const associations: Child[] = [];
    const routes: Child[] = [];
    const natGateways: Child[] = [];
    const eips: Child[] = [];

    zones.forEach((zone, index) => {
        for (const spec of ordered(specs)) {
            makeSubnet(zone, index, spec);
        }
    });

    function makeSubnet(zone: string, index: number, spec: SubnetSpec): void {
        const subnetName = `${name}-${spec.name ?? spec.type.toLowerCase()}-${index + 1}`;
        const named = { Name: subnetName, SubnetType: spec.type };
        const subnet = child(
            "aws:ec2/subnet:Subnet",
            subnetName,
            {
                vpcId: network.id,
                availabilityZone: zone,
                mapPublicIpOnLaunch: spec.type === "Public",
                assignIpv6AddressOnCreation: false,
                ipv6CidrBlock,
                cidrBlock: spec.cidrBlocks?.[index],
                tags: all([tags, spec.tags ?? {}]).apply(([shared, given]) => ({ ...shared, ...given, ...named })),
            },
            inNetwork,
        );
        const inSubnet = { parent: subnet, dependsOn: [subnet] };
        const tableTags = tags.apply((shared) => ({ ...shared, ...named }));
        const inputsOfTable = { vpcId: network.id, tags: tableTags };
        const table = child("aws:ec2/routeTable:RouteTable", subnetName, inputsOfTable, inSubnet);
        const inTable = { parent: table, dependsOn: [table] };
        const link = { routeTableId: table.id, subnetId: subnet.id };
        associations.push(child("aws:ec2/routeTableAssociation:RouteTableAssociation", subnetName, link, inTable));
        subnets.push({ type: spec.type, subnet, table });

        const wanted = nat === "OnePerAz" || (nat === "Single" && natGateways.length === 0);
        if (spec.type === "Public" && wanted && natGateways.length <= index) {
            makeNatGateway(index, subnet);
        }
        const way =
            spec.type === "Public"
                ? { gatewayId: gateway.id }
                : spec.type === "Private" && nat !== "None"
                  ? { natGatewayId: natGateways[nat === "Single" ? 0 : index]?.id }
                  : undefined;
        if (way !== undefined) {
            const inputsOfRoute = { routeTableId: table.id, destinationCidrBlock: "0.0.0.0/0", ...way };
            routes.push(child("aws:ec2/route:Route", subnetName, inputsOfRoute, inTable));
        }
    }

    function makeNatGateway(index: number, subnet: Child): void {
        const gatewayName = `${name}-${index + 1}`;
        const inSubnet = { parent: subnet, dependsOn: [subnet] };
        const named = own.apply((given) => ({ ...given, Name: gatewayName }));
        if (allocations.length === 0) {
            eips.push(child("aws:ec2/eip:Eip", gatewayName, { tags: named }, inSubnet, ["allocationId", "publicIp"]));
        }
        const allocationId = eips[index]?.allocationId ?? allocations[index];
        const inputsOfGateway = { subnetId: subnet.id, allocationId, tags: named };
        natGateways.push(child("aws:ec2/natGateway:NatGateway", gatewayName, inputsOfGateway, inSubnet));
    }

    const endpoints = vpcEndpoints(
        network,
        endpointSpecs,
        fillsIn ? { subnets, tags, cidrBlock: network.cidrBlock } : undefined,
    );

    const ofType = (type: string): Child[] => subnets.filter((made) => made.type === type).map(({ subnet }) => subnet);
    // All ids are known at the same time, and depend on all resources: what uses one kind waits for the others too.
    const everyId = all([network.id, all(subnets.map(({ subnet }) => subnet.id))]);
    const idsOf = (type: string): Output<string[]> => everyId.apply(() => all(ofType(type).map(({ id }) => id)));
    const state = {
        vpc: network,
        vpcId: network.id,
        internetGateway: gateway,
        subnets: subnets.map(({ subnet }) => subnet),
        publicSubnets: ofType("Public"),
        publicSubnetIds: idsOf("Public"),
        privateSubnets: ofType("Private"),
        privateSubnetIds: idsOf("Private"),
        isolatedSubnets: ofType("Isolated"),
        isolatedSubnetIds: idsOf("Isolated"),
        routeTables: subnets.map(({ table }) => table),
        routeTableAssociations: associations,
        routes,
        natGateways,
        eips,
        vpcEndpoints: endpoints,
        subnetLayout: specs.map(({ type, name, cidrBlocks }) => ({ type, name, cidrBlocks: cidrBlocks ?? [] })),
    };
    // The component registers no outputs: its creator gets them, and the state doesn't contain them.
    component.finish({});
    return { urn: component.urn, state };
}
