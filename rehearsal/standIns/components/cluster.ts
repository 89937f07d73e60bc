/**
 * `eks:index:Cluster` 4.3.0 without a default node group (`skipDefaultNodeGroup`) and with access entries: the
 * children that the real component makes. What it would make besides for default node groups, Fargate, Auto Mode or
 * the aws-auth map is refused by name rather than left out silently.
 */
import { createHash } from "node:crypto";
import type { ComponentResourceOptions, Output, Resource } from "@pulumi/pulumi";
import { all, output, secret } from "@pulumi/pulumi/output";
import { getConfig } from "@pulumi/pulumi/runtime/config";
import { parse } from "yaml";
import { partitionOf } from "../../../config/partition";
import type { Constructed } from "../provider";
import { accessEntries, type AccessEntrySpec } from "./accessEntries";
import { addons } from "./addons";
import { KubernetesProvider, StandInComponent, child, plain, type Arguments, type Child } from "./child";
import { eksKubeconfig } from "./kubeconfig";

const NOT_PLAYED = ["fargate", "autoMode", "createOidcProvider", "storageClasses", "roleMappings", "userMappings"];

function check(inputs: Arguments): void {
    const asked = NOT_PLAYED.filter((name) => name in inputs && inputs[name] !== false);
    if (asked.length > 0) {
        throw new Error(`the eks stand-in does not play ${asked.join(", ")} of eks.Cluster`);
    }
    if (plain<boolean>(inputs, "skipDefaultNodeGroup") !== true) {
        throw new Error("the eks stand-in plays eks.Cluster with skipDefaultNodeGroup: true only");
    }
}

interface ClusterRole {
    role: Child;
    /** What the cluster waits for: the role with its policy, where the component makes it. */
    resolved: Resource[];
}

/** The role that EKS itself takes, a component of its own. */
function serviceRole(name: string, parent: Resource): ClusterRole {
    const component = new StandInComponent("eks:index:ServiceRole", `${name}-eksRole`, {}, { parent });
    const trust = {
        Version: "2012-10-17",
        Statement: [
            {
                Action: ["sts:AssumeRole", "sts:TagSession"],
                Effect: "Allow",
                Principal: { Service: ["eks.amazonaws.com"] },
            },
        ],
    };
    const role = child(
        "aws:iam/role:Role",
        `${name}-eksRole-role`,
        { description: "Allows EKS to manage clusters on your behalf.", assumeRolePolicy: JSON.stringify(trust) },
        { parent: component },
        ["arn", "name"],
    );
    // The real one asks AWS for the partition (getPartition), which follows from the region.
    const policyArn = `arn:${partitionOf(getConfig("aws:region") ?? "")}:iam::aws:policy/AmazonEKSClusterPolicy`;
    const attachment = child(
        "aws:iam/rolePolicyAttachment:RolePolicyAttachment",
        `${name}-eksRole-${createHash("sha1").update(policyArn).digest("hex").slice(0, 8)}`,
        { policyArn, role },
        { parent: component },
    );
    component.finish({ directRole: role, resolvedRole: role });
    return { role, resolved: [attachment] };
}

/** @param kubeconfig text of the kubeconfig of the API server that plays the cluster, if any. */
export function cluster(
    name: string,
    inputs: Arguments,
    options: ComponentResourceOptions,
    kubeconfig?: string,
): Constructed {
    check(inputs);
    const component = new StandInComponent("eks:index:Cluster", name, {}, options);
    const parent = component;
    const { role, resolved }: ClusterRole =
        inputs.serviceRole === undefined
            ? serviceRole(name, parent)
            : { role: inputs.serviceRole as Child, resolved: [] };
    const list = (key: string): Output<string[]> => output((inputs[key] ?? []) as string[]);
    const subnetIds = all([list("subnetIds"), list("publicSubnetIds"), list("privateSubnetIds")]).apply(
        ([given, publicIds, privateIds]) => [...given, ...publicIds, ...privateIds],
    );
    const tags = output((inputs.tags ?? {}) as Record<string, string>);
    const clusterTags = output((inputs.clusterTags ?? {}) as Record<string, string>);
    const eksCluster = child(
        "aws:eks/cluster:Cluster",
        `${name}-eksCluster`,
        {
            name: inputs.name,
            roleArn: role.arn,
            version: inputs.version,
            vpcConfig: {
                subnetIds,
                endpointPrivateAccess: inputs.endpointPrivateAccess,
                endpointPublicAccess: inputs.endpointPublicAccess,
                publicAccessCidrs: inputs.publicAccessCidrs,
            },
            accessConfig: {
                authenticationMode: inputs.authenticationMode,
                bootstrapClusterCreatorAdminPermissions: true,
            },
            bootstrapSelfManagedAddons: inputs.bootstrapSelfManagedAddons ?? true,
            deletionProtection: inputs.deletionProtection,
            enabledClusterLogTypes: inputs.enabledClusterLogTypes,
            ...(inputs.encryptionConfigKeyArn === undefined
                ? {}
                : {
                      encryptionConfig: output(inputs.encryptionConfigKeyArn as string).apply((keyArn) => ({
                          provider: { keyArn },
                          resources: ["secrets"],
                      })),
                  }),
            upgradePolicy: inputs.upgradePolicy,
            tags: all([tags, clusterTags]).apply(([shared, own]) => ({
                Name: `${name}-eksCluster`,
                ...shared,
                ...own,
            })),
        },
        {
            parent,
            dependsOn: resolved,
            ignoreChanges: ["accessConfig.bootstrapClusterCreatorAdminPermissions", "bootstrapSelfManagedAddons"],
        },
        ["arn", "name", "version", "endpoint", "certificateAuthority", "vpcConfig", "identities"],
    );
    const clusterName = eksCluster.name;
    const credentials = plain<{ profileName?: string; roleArn?: string }>(inputs, "providerCredentialOpts");
    const access = all([clusterName, eksCluster.endpoint, eksCluster.certificateAuthority]).apply(
        ([known, endpoint, ca]) =>
            eksKubeconfig({
                name: known ?? "",
                endpoint: endpoint ?? "",
                ca: (ca as unknown as { data: string }).data,
                region: getConfig("aws:region") ?? "",
                ...credentials,
            }),
    );
    // It waits for the cluster, as the real one does; what it says may hold a token.
    const played = kubeconfig === undefined ? access : secret(all([access]).apply(() => parse(kubeconfig) as object));
    const kubeconfigJson = played.apply((config) => JSON.stringify(config));
    const provider = new KubernetesProvider(`${name}-eks-k8s`, { kubeconfig: kubeconfigJson }, { parent });

    const entries = plain<Record<string, AccessEntrySpec>>(inputs, "accessEntries") ?? {};
    const made = accessEntries(name, clusterName, entries, { parent, dependsOn: [eksCluster] });
    addons(name, inputs, eksCluster, { parent, dependsOn: made });

    const vpcConfig = eksCluster.vpcConfig as unknown as Output<{ clusterSecurityGroupId: string; vpcId: string }>;
    const clusterSecurityGroupId = vpcConfig.apply((config) => config.clusterSecurityGroupId);
    const core = {
        cluster: eksCluster,
        clusterIamRole: role,
        endpoint: eksCluster.endpoint,
        kubeconfig: played,
        provider,
        accessEntries: Object.values(entries),
        instanceRoles: [],
        nodeGroupOptions: {},
        subnetIds,
        vpcId: inputs.vpcId ?? vpcConfig.apply((config) => config.vpcId),
        tags,
    };
    const issuer = (eksCluster.identities as unknown as Output<{ oidcs: { issuer: string }[] }[]>).apply(
        (identities) => identities[0]?.oidcs[0]?.issuer ?? "",
    );
    const state = {
        eksCluster,
        core,
        kubeconfig: played,
        kubeconfigJson,
        clusterSecurityGroupId,
        nodeSecurityGroupId: clusterSecurityGroupId,
        clusterIngressRuleId: "",
        defaultNodeGroupAsgName: "",
        fargateProfileId: "",
        fargateProfileStatus: "",
        autoModeNodeRoleName: "",
        instanceRoles: [],
        oidcIssuer: issuer,
        oidcProviderUrl: issuer,
        oidcProviderArn: "",
    };
    component.finish(state);
    return { urn: component.urn, state };
}
