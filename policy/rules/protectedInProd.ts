import type { ResourceRule } from "../rule";

/** The workload's namespace is the one that the hand-off to Git makes; the operators' hold nothing that is not in charts. */
const workload = "platform:gitops:GitOpsHandoff$kubernetes:core/v1:Namespace";

export const protectedInProd: ResourceRule = {
    name: "protected-in-prod",
    description:
        "In production Pulumi does not delete what holds data: network, cluster, keys and the workload's namespace.",
    types: /^(aws:(ec2\/vpc:Vpc|eks\/cluster:Cluster|kms\/key:Key)|kubernetes:core\/v1:Namespace)$/,
    productionOnly: true,
    check: ({ type, urn, isProtected }) =>
        isProtected || (type.startsWith("kubernetes:") && !urn.includes(`${workload}::`))
            ? []
            : [
                  {
                      wrong: "protect is not set",
                      allowed: "protect: true",
                      remedy: "Set cluster.deletionProtection to true",
                  },
              ],
};
