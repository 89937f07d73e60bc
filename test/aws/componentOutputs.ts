import { ofSets } from "./ofSets";

/**
 * What each component registers as its outputs, from the sources of pulumi-eks 4.3.0 (nodejs/eks: cluster/cluster.ts,
 * with the end of createCore for `core`; servicerole.ts, addons/cni-addon.ts, nodes/nodegroup.ts) and as seen in
 * states: the record only has inputs. Outputs that are undefined in a cluster without its own nodes and security groups
 * are left out.
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

/** Where a component registers outputs that differ from the real one's. */
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
