/**
 * The endpoints of `awsx:ec2:Vpc`. With strategy Auto the component fills in what a spec leaves out: interface
 * endpoints get a subnet per zone and one security group that lets HTTPS in from the VPC, gateway endpoints the route
 * tables. The group's name is assumed; the typings do not tell it.
 */
import type { Inputs, Output } from "@pulumi/pulumi";
import { child, type Child } from "./child";

export interface EndpointSpec extends Inputs {
    readonly serviceName: string;
    readonly vpcEndpointType?: string;
}

export interface Surroundings {
    readonly subnets: readonly { readonly type: string; readonly subnet: Child; readonly table: Child }[];
    readonly tags: Output<{ readonly Name: string }>;
    readonly cidrBlock: Output<string> | undefined;
}

/** @param auto absent members: strategy Legacy, the specs are passed through. */
export function vpcEndpoints(
    name: string,
    vpc: Child,
    specs: readonly EndpointSpec[],
    auto: Partial<Surroundings>,
): Child[] {
    const inVpc = { parent: vpc, dependsOn: [vpc] };
    const isInterface = ({ vpcEndpointType }: EndpointSpec): boolean => vpcEndpointType === "Interface";
    const { subnets } = auto;
    const hosts = ["Private", "Isolated", "Public"]
        .map((type) => (subnets ?? []).filter((made) => made.type === type))
        .find((made) => made.length > 0);
    const group =
        subnets !== undefined && specs.some((spec) => isInterface(spec) && spec.securityGroupIds === undefined)
            ? child(
                  "aws:ec2/securityGroup:SecurityGroup",
                  `${name}-vpc-endpoints`,
                  {
                      vpcId: vpc.id,
                      description: "HTTPS from the VPC to its endpoints",
                      ingress: [{ protocol: "tcp", fromPort: 443, toPort: 443, cidrBlocks: [auto.cidrBlock] }],
                      tags: auto.tags,
                  },
                  inVpc,
              )
            : undefined;
    const filled = (spec: EndpointSpec): Inputs =>
        subnets === undefined
            ? {}
            : isInterface(spec)
              ? {
                    ...(hosts === undefined ? {} : { subnetIds: hosts.map(({ subnet }) => subnet.id) }),
                    ...(group === undefined ? {} : { securityGroupIds: [group.id] }),
                }
              : { routeTableIds: subnets.map(({ table }) => table.id) };
    return specs.map((spec) =>
        child("aws:ec2/vpcEndpoint:VpcEndpoint", spec.serviceName, { vpcId: vpc.id, ...filled(spec), ...spec }, inVpc),
    );
}
