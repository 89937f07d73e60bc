import { readTags } from "../aws/tags";
import { type Facts, type Rule, rule } from "./rule";

/** Keys that say what EKS Auto Mode decides, or brings, by itself. */
const decided: Readonly<Record<string, string>> = {
    ...Object.fromEntries(
        ["instanceTypes", "capacityType", "diskSize", "releaseVersion", "maxUnavailable"].map((key) => [
            `cluster.nodes.${key}`,
            "EKS Auto Mode decides that for each node, by NodePools and NodeClasses in the cluster",
        ]),
    ),
    ...Object.fromEntries(
        ["desired", "min", "max"].map((key) => [
            `cluster.nodes.${key}`,
            "EKS Auto Mode brings as many nodes as pods need, within the limits of NodePools in the cluster",
        ]),
    ),
    "cluster.nodes.groups": "EKS Auto Mode has NodePools in the cluster in place of node groups",
    "cluster.nodes.autoscalerRoleArn": "EKS Auto Mode scales by itself, with cluster.roleArn",
    "storage.roleArn": "EKS Auto Mode makes volumes itself, with the role of the cluster (cluster.roleArn)",
    ...Object.fromEntries(
        ["vpc-cni", "kube-proxy", "coredns", "eks-pod-identity-agent", "aws-ebs-csi-driver"].map((name) => [
            `cluster.addonVersions.${name}`,
            `EKS Auto Mode brings what ${name} does, in a version of its own`,
        ]),
    ),
};

export const isAuto = ({ cluster }: Facts): boolean => cluster.source === "eks" && cluster.nodes.scaling === "autoMode";

/** With EKS Auto Mode (https://docs.aws.amazon.com/eks/latest/userguide/automode.html): one refusal for each key. */
export const autoModeRules: Rule[] = [
    rule(["cluster.nodes.scaling"], (facts) =>
        isAuto(facts)
            ? Object.entries(decided).flatMap(([key, reason]) =>
                  facts.written.has(key)
                      ? [
                            {
                                key,
                                reason: `has no effect with cluster.nodes.scaling autoMode: ${reason}`,
                                allowed: "with another cluster.nodes.scaling",
                                fix: `pulumi config rm --path ${key}`,
                            },
                        ]
                      : [],
              )
            : [],
    ),
];

/**
 * What a preview cannot show of Auto Mode, and what its user would not expect: facts of AWS's pages on its instances
 * (automode-learn-instances, create-node-pool), its roles (auto-learn-iam, "Custom AWS tags") and its built-in pools.
 */
export function autoModeWarnings({ aws }: Facts): string[] {
    const tags = Object.keys(readTags(aws).tags);
    return [
        "cluster.nodes.scaling autoMode: which nodes there will be is not seen here. EKS brings them once pods wait for them, on demand, x86 and of the families C, M and R, and replaces each within 21 days, 14 by default: brokers then move within their disruption budgets, one at a time.",
        ...(tags.length > 0
            ? [
                  `cluster.nodes.scaling autoMode: aws:defaultTags (${tags.join(", ")}) do not reach its instances, volumes and load balancers: AWS's policies for it let it set no others than its own.`,
              ]
            : []),
    ];
}
