import type { ResourceRule } from "../rule";

export const noNatGateway: ResourceRule = {
    name: "no-nat-gateway",
    description: "Where the organisation denies NAT gateways, no stack asks for one.",
    types: /^aws:ec2\/natGateway:NatGateway$/,
    config: {
        properties: {
            denied: {
                type: "boolean",
                default: false,
                description: "Whether a service control policy of the organisation denies ec2:CreateNatGateway.",
            },
        },
    },
    check: (_, { denied }) =>
        denied === true
            ? [
                  {
                      wrong: "a NAT gateway is denied in this organisation, and the update would fail half-way",
                      allowed: "no NAT gateway",
                      remedy: "Set network.nat to none, and network.endpoints to true where nodes are to be private",
                  },
              ]
            : [],
};
