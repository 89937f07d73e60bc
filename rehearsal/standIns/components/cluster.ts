/**
 * `eks:index:Cluster` 4.3.0 without a default node group (`skipDefaultNodeGroup`) and with access entries: the children
 * that the real component creates, with or without Auto Mode. What else it would create, for default node groups,
 * Fargate or the aws-auth map, is rejected by name rather than left out silently.
 */
import type { ComponentResourceOptions, Output, Resource } from "@pulumi/pulumi";
import { all, output, secret } from "@pulumi/pulumi/output";
import { getConfig } from "@pulumi/pulumi/runtime/config";
import { parse } from "yaml";
import type { Constructed } from "../provider";
import { accessEntries, type AccessEntrySpec } from "./accessEntries";
import { addons } from "./addons";
import { autoMode, clusterPolicies } from "./autoMode";
import { KubernetesProvider, StandInComponent, childrenOf, plain, type Arguments, type Child } from "./child";
import { eksKubeconfig } from "./kubeconfig";
import { serviceRole, type ServiceRole } from "./serviceRole";

const child = childrenOf("eks");

const NOT_PLAYED = ["fargate", "createOidcProvider", "storageClasses", "roleMappings", "userMappings"];

function check(inputs: Arguments): void {
    const asked = NOT_PLAYED.filter((name) => name in inputs && inputs[name] !== false);
    if (asked.length > 0) {
        throw new Error(`the eks stand-in does not play ${asked.join(", ")} of eks.Cluster`);
    }
    if (plain<boolean>(inputs, "skipDefaultNodeGroup") !== true) {
        throw new Error("the eks stand-in plays eks.Cluster with skipDefaultNodeGroup: true only");
    }
}

/** The role that EKS itself assumes, if none is passed. */
const clusterRole = (name: string, isAuto: boolean, parent: Resource): ServiceRole =>
    serviceRole(
        `${name}-eksRole`,
        {
            service: "eks.amazonaws.com",
            description: "Allows EKS to manage clusters on your behalf.",
            actions: ["sts:AssumeRole", "sts:TagSession"],
            policies: ["AmazonEKSClusterPolicy", ...(isAuto ? clusterPolicies : [])],
        },
        parent,
    );

/** @param kubeconfig text of the kubeconfig of the API server that stands in for the cluster, if any */
export function cluster(
    name: string,
    inputs: Arguments,
    options: ComponentResourceOptions,
    kubeconfig?: string,
): Constructed {
    check(inputs);
    const component = new StandInComponent("eks:index:Cluster", name, {}, options);
    const parent = component;
    const auto = autoMode(name, inputs.autoMode as Parameters<typeof autoMode>[1], parent);
    const { role, resolved }: ServiceRole =
        inputs.serviceRole === undefined
            ? clusterRole(name, auto !== undefined, parent)
            : { role: inputs.serviceRole as Child, resolved: [] };
    const list = (key: string): Output<string[]> => output((inputs[key] ?? []) as string[]);
    const subnetIds = all([list("subnetIds"), list("publicSubnetIds"), list("privateSubnetIds")]).apply(
        ([given, publicIds, privateIds]) => [...given, ...publicIds, ...privateIds],
    );
    const tags = output((inputs.tags ?? {}) as Record<string, string>);
    const clusterTags = output((inputs.clusterTags ?? {}) as Record<string, string>);
    const encryptionConfig =
        inputs.encryptionConfigKeyArn === undefined
            ? undefined
            : output(inputs.encryptionConfigKeyArn as string).apply((keyArn) => ({
                  provider: { keyArn },
                  resources: ["secrets"],
              }));
    const eksCluster = child(
        "aws:eks/cluster:Cluster",
        `${name}-eksCluster`,
        {
            name: inputs.name,
            roleArn: role.arn,
            ...auto?.inputs,
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
            bootstrapSelfManagedAddons: auto === undefined && (inputs.bootstrapSelfManagedAddons ?? true),
            deletionProtection: inputs.deletionProtection,
            enabledClusterLogTypes: inputs.enabledClusterLogTypes,
            encryptionConfig,
            upgradePolicy: inputs.upgradePolicy,
            tags: all([tags, clusterTags]).apply(([shared, own]) => ({
                Name: `${name}-eksCluster`,
                ...own,
                ...shared,
            })),
        },
        {
            parent,
            dependsOn: [...resolved, ...(auto?.nodeRole?.resolved ?? [])],
            ignoreChanges: ["accessConfig.bootstrapClusterCreatorAdminPermissions", "bootstrapSelfManagedAddons"],
        },
        ["arn", "name", "version", "endpoint", "certificateAuthority", "vpcConfig", "identities"],
    );
    const clusterName = eksCluster.name;
    const credentials = plain<{ profileName?: string; roleArn?: string }>(inputs, "providerCredentialOpts") ?? {};
    const kubeconfigFor = (as: typeof credentials) =>
        all([clusterName, eksCluster.endpoint, eksCluster.certificateAuthority]).apply(([known, endpoint, ca]) =>
            eksKubeconfig({
                name: known ?? "",
                endpoint: endpoint ?? "",
                ca: (ca as unknown as { data: string }).data,
                region: getConfig("aws:region") ?? "",
                ...as,
            }),
        );
    // It waits for the cluster, like the real one; its contents may include a token.
    const played = (access: Output<object>): Output<object> =>
        kubeconfig === undefined ? access : secret(all([access]).apply(() => parse(kubeconfig) as object));
    // The component only uses the profile for its own provider: others may have a different one for the same account.
    const handedOut = played(kubeconfigFor({ ...credentials, profileName: undefined }));
    const kubeconfigJson = handedOut.apply((config) => JSON.stringify(config));
    const provider = new KubernetesProvider(
        `${name}-eks-k8s`,
        { kubeconfig: played(kubeconfigFor(credentials)).apply((config) => JSON.stringify(config)) },
        { parent },
    );

    const entries = plain<Record<string, AccessEntrySpec>>(inputs, "accessEntries") ?? {};
    const made = accessEntries(name, clusterName, entries, { parent, dependsOn: [eksCluster] });
    const at = { parent, dependsOn: made, providers: { kubernetes: provider } };
    const vpcCni = addons(name, inputs, eksCluster, auto !== undefined, at);

    const vpcConfig = eksCluster.vpcConfig as unknown as Output<{ clusterSecurityGroupId: string; vpcId: string }>;
    const clusterSecurityGroupId = vpcConfig.apply((config) => config.clusterSecurityGroupId);
    // As at the end of createCore; what is undefined here is left out.
    const core = {
        vpcId: inputs.vpcId,
        subnetIds,
        publicSubnetIds: inputs.publicSubnetIds,
        privateSubnetIds: inputs.privateSubnetIds,
        cluster: eksCluster,
        endpoint: eksCluster.endpoint,
        nodeGroupOptions: { version: inputs.version },
        kubeconfig: handedOut,
        provider,
        vpcCni,
        instanceRoles: [],
        tags: inputs.tags,
        storageClasses: {},
        encryptionConfig,
        clusterIamRole: role,
        accessEntries: Object.values(entries),
        autoModeNodeRoleName: "",
    };
    const issuer = (eksCluster.identities as unknown as Output<{ oidcs: { issuer: string }[] }[]>).apply(
        (identities) => identities[0]?.oidcs[0]?.issuer ?? "",
    );
    const state = {
        eksCluster,
        core,
        kubeconfig: handedOut,
        kubeconfigJson,
        clusterSecurityGroupId,
        nodeSecurityGroupId: clusterSecurityGroupId,
        clusterIngressRuleId: "",
        defaultNodeGroupAsgName: "",
        fargateProfileId: "",
        fargateProfileStatus: "",
        autoModeNodeRoleName: auto?.nodeRole?.role.name ?? "",
        instanceRoles: [],
        oidcIssuer: issuer.apply((url) => url.replace("https://", "")),
        oidcProviderUrl: issuer,
        oidcProviderArn: "",
    };
    component.finish(state);
    return { urn: component.urn, state };
}
