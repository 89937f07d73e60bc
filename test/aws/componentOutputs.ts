import { ofSets } from "./ofSets";

/**
 * What each component registers as its outputs, read in the sources of pulumi-eks 4.3.0 (nodejs/eks: cluster/cluster.ts,
 * with what createCore ends with in `core`; servicerole.ts, addons/cni-addon.ts, nodes/nodegroup.ts) and seen in states:
 * the record has inputs alone. What is undefined in a cluster without nodes and security groups of its own is left out.
 */
const outputsOf: Readonly<Record<string, readonly string[]>> = {
    "awsx:ec2:Vpc": [],
    "eks:index:ServiceRole": ["directRole", "resolvedRole"],
    "eks:index:VpcCniAddon": ["addon"],
    "eks:index:ManagedNodeGroup": ["nodeGroup", "placementGroupName"],
    "eks:index:Cluster": [
        ...[
            "autoModeNodeRoleName",
            "clusterIngressRuleId",
            "clusterSecurityGroupId",
            "core",
            "defaultNodeGroupAsgName",
        ],
        ...["eksCluster", "fargateProfileId", "fargateProfileStatus", "instanceRoles", "kubeconfig", "kubeconfigJson"],
        ...["nodeSecurityGroupId", "oidcIssuer", "oidcProviderArn", "oidcProviderUrl"],
        ...["accessEntries", "autoModeNodeRoleName", "cluster", "clusterIamRole", "encryptionConfig", "endpoint"].map(
            (name) => `core.${name}`,
        ),
        ...["instanceRoles", "kubeconfig", "nodeGroupOptions", "privateSubnetIds", "provider", "publicSubnetIds"].map(
            (name) => `core.${name}`,
        ),
        ...["storageClasses", "subnetIds", "vpcCni", "vpcId"].map((name) => `core.${name}`),
    ],
};

/** Where a component registers other outputs than the real one. */
export function ofOutputs(type: string, { core, ...outputs }: Record<string, unknown>): string[] {
    const real = outputsOf[type];
    if (!real) return [];
    const inCore = Object.keys((core as object | undefined) ?? {}).map((name) => `core.${name}`);
    const issuer = typeof outputs.oidcIssuer === "string" && outputs.oidcIssuer.includes("://");
    return [
        ...ofSets("has the output", real, [
            ...Object.keys(outputs),
            ...(core === undefined ? [] : ["core"]),
            ...inCore,
        ]),
        ...(issuer ? ["oidcIssuer has its scheme, and really none"] : []),
    ];
}
