import { readTags } from "../aws/tags";
import { type Facts, type Rule, rule } from "./rule";

/** Keys for what EKS Auto Mode decides, or provides, by itself. */
const decided: Readonly<Record<string, string>> = {
    ...Object.fromEntries(
        ["instanceTypes", "capacityType", "diskSize", "releaseVersion", "maxUnavailable"].map((key) => [
            `cluster.nodes.${key}`,
            "EKS Auto Mode decides this for each node, through NodePools and NodeClasses in the cluster",
        ]),
    ),
    ...Object.fromEntries(
        ["desired", "min", "max"].map((key) => [
            `cluster.nodes.${key}`,
            "EKS Auto Mode creates as many nodes as the pods need, within the limits of NodePools in the cluster",
        ]),
    ),
    "cluster.nodes.groups": "EKS Auto Mode uses NodePools in the cluster instead of node groups",
    "cluster.nodes.autoscalerRoleArn": "EKS Auto Mode scales by itself, with cluster.roleArn",
    "storage.roleArn": "EKS Auto Mode creates volumes itself, with the role of the cluster (cluster.roleArn)",
    ...Object.fromEntries(
        ["vpc-cni", "kube-proxy", "coredns", "eks-pod-identity-agent", "aws-ebs-csi-driver"].map((name) => [
            `cluster.addonVersions.${name}`,
            `EKS Auto Mode includes what ${name} does, in its own version`,
        ]),
    ),
};

export const isAuto = ({ cluster }: Facts): boolean => cluster.source === "eks" && cluster.nodes.scaling === "autoMode";

/** With EKS Auto Mode (https://docs.aws.amazon.com/eks/latest/userguide/automode.html): one problem for each key. */
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
 * What a preview cannot show about Auto Mode, and a user would not expect: facts from AWS's pages on its instances
 * (automode-learn-instances, create-node-pool), its roles (auto-learn-iam, "Custom AWS tags") and its built-in pools.
 */
export function autoModeWarnings({ aws }: Facts): string[] {
    const tags = Object.keys(readTags(aws).tags);
    return [
        "cluster.nodes.scaling autoMode: the preview cannot show which nodes there will be. EKS creates them when pods wait for them: on-demand, x86, and of the families C, M and R. It replaces each node within 21 days, 14 by default: brokers then move one at a time, within their disruption budgets.",
        ...(tags.length > 0
            ? [
                  `cluster.nodes.scaling autoMode: aws:defaultTags (${tags.join(", ")}) do not apply to its instances, volumes and load balancers: AWS's policies allow it to set only its own tags.`,
              ]
            : []),
    ];
}
