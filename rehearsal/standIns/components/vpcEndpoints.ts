/**
 * The endpoints of `awsx:ec2:Vpc`. With strategy Auto, the component completes each spec: interface endpoints get a
 * subnet in each zone and a security group that allows HTTPS from the VPC, gateway endpoints the route tables, and all
 * of them the VPC's tags (awsx/ec2/vpcEndpoints.ts in pulumi-awsx).
 */
import type { Inputs, Output } from "@pulumi/pulumi";
import { childrenOf, type Child } from "./child";

const child = childrenOf("awsx");

export interface EndpointSpec extends Inputs {
    readonly serviceName: string;
    readonly vpcEndpointType?: string;
}

/** What endpoints are completed with. */
export interface Surroundings {
    readonly subnets: readonly { readonly type: string; readonly subnet: Child; readonly table: Child }[];
    readonly tags: Output<{ readonly Name: string }>;
    readonly cidrBlock: Output<string> | undefined;
}

export const isInterface = ({ vpcEndpointType }: EndpointSpec): boolean => vpcEndpointType === "Interface";

/** @param surroundings undefined for strategy Legacy, which passes the specs unchanged */
export function vpcEndpoints(
    vpc: Child,
    specs: readonly EndpointSpec[],
    surroundings: Surroundings | undefined,
): Child[] {
    return specs.map((spec) => {
        const filled = surroundings ? filledIn(vpc, spec, surroundings) : {};
        const inputs = { vpcId: vpc.id, ...filled, ...spec };
        return child("aws:ec2/vpcEndpoint:VpcEndpoint", spec.serviceName, inputs, { parent: vpc, dependsOn: [vpc] });
    });
}

function filledIn(vpc: Child, spec: EndpointSpec, { subnets, tags, cidrBlock }: Surroundings): Inputs {
    if (!isInterface(spec)) return { routeTableIds: subnets.map(({ table }) => table.id), tags };
    const hosts = ["Private", "Isolated", "Public"]
        .map((type) => subnets.filter((made) => made.type === type))
        .find((made) => made.length > 0);
    return {
        ...(hosts && { subnetIds: hosts.map(({ subnet }) => subnet.id) }),
        ...(spec.securityGroupIds === undefined && {
            securityGroupIds: [securityGroup(vpc, spec.serviceName, tags, cidrBlock).id],
        }),
        tags,
    };
}

function securityGroup(
    vpc: Child,
    serviceName: string,
    tags: Surroundings["tags"],
    cidrBlock: Surroundings["cidrBlock"],
): Child {
    const group = child(
        "aws:ec2/securityGroup:SecurityGroup",
        `${serviceName}-sg`,
        { vpcId: vpc.id, description: "Managed by Pulumi", tags },
        { parent: vpc, dependsOn: [vpc] },
    );
    child(
        "aws:ec2/securityGroupRule:SecurityGroupRule",
        `${serviceName}-ingress`,
        {
            type: "ingress",
            protocol: "tcp",
            fromPort: 443,
            toPort: 443,
            cidrBlocks: [cidrBlock],
            securityGroupId: group.id,
        },
        { parent: vpc, dependsOn: [group] },
    );
    return group;
}
