import * as aws from "@pulumi/aws";
import * as eks from "@pulumi/eks";
import * as pulumi from "@pulumi/pulumi";
import type { AwsSignIn } from "../../config/aws/awsSignIn";
import { accessEntries, accessEntryAliases, accessTypes } from "./accessEntries";
import { addon, type MadeCluster } from "../addon";
import { controlPlaneLogs } from "./controlPlaneLogs";
import { creatorTag, withoutCreator } from "../whatIsThere/creator";
import type { Network } from "../network";
import type { ServiceRole } from "../iam";
import { kindOfSubnets, nodeGroups, roleOfNodes } from "./nodes";
import { waysIn } from "./privateAccess";
import { freed } from "./protection";
import type { EksArgs, EksSettings } from "./eksArgs";

/** The agent's former place, from when it was used only for storage: existing stacks keep it. */
const formerAgent = (): pulumi.Alias => ({
    name: "storage-pod-identity-agent",
    parent: pulumi.createUrn("storage", "platform:storage:BlockStorage"),
});

const logTypes = ["api", "audit", "authenticator", "controllerManager", "scheduler"];

/** An EKS cluster with its managed node groups: the resources of the Cluster layer if it creates its own cluster. */
export class EksCluster {
    readonly made: MadeCluster;
    readonly kubeconfig: pulumi.Output<string>;
    /** What has to exist before anything is added to the cluster. */
    readonly ready: pulumi.Input<pulumi.Resource>[];

    /** @param parent the layer, which becomes the parent of the resources created here */
    constructor(name: string, args: EksArgs, parent: pulumi.Resource) {
        const { settings, creator } = args;
        const entries = {
            admins: withoutCreator("cluster.admins", settings.admins, creator),
            viewers: withoutCreator("cluster.viewers", settings.viewers, creator),
        };
        const protect = settings.deletionProtection;
        const keyArn = settings.kmsKeyArn ?? secretsKey(name, settings, parent).arn;
        // With Auto Mode, the cluster itself needs the role of its nodes; otherwise, the node groups do.
        const isAuto = settings.nodes.scaling === "autoMode";
        const nodeRole = roleOfNodes(`${name}-nodes`, settings, parent);
        const logs = controlPlaneLogs(`${name}-logs`, settings.name, args.logGroupIsLeft, { parent, protect });
        const cluster = new eks.Cluster(`${name}-eks`, clusterArgs(name, args, entries, { keyArn, nodeRole }, parent), {
            parent,
            dependsOn: [logs, ...(isAuto ? nodeRole.policies : [])],
            protect,
            // Administrators can be removed at any time.
            transforms: [accessEntryAliases(entries), ...(protect ? [freed(accessTypes)] : [])],
        });
        const ways = waysIn(name, settings, cluster.clusterSecurityGroupId, parent);
        const nodes = nodeGroups(`${name}-nodes`, args, cluster, nodeRole, parent);
        const { name: clusterName, roleArn } = cluster.eksCluster;
        this.made = { ...settings, clusterName, clusterRoleArn: roleArn, vpcId: args.network.vpcId };
        this.kubeconfig = cluster.kubeconfigJson;
        // Includes the groups themselves: the engine doesn't know what depends on the children of a remote component,
        // and would delete the nodes while a protected workload still runs on them.
        this.ready = [cluster, ...ways, ...nodes, ...nodes.map(({ nodeGroup }) => nodeGroup)];
        if (!isAuto) this.ready.push(...nodeAddons(name, this.made, { parent, dependsOn: nodes }));
    }
}

/**
 * Add-ons that nodes or their pods need, and that Auto Mode includes. They come after the nodes, because their pods
 * need one: EKS reports an add-on as failed until they run. The agent comes before everything that gets a role from it:
 * pods that start earlier have none.
 */
const nodeAddons = (
    name: string,
    made: MadeCluster,
    opts: { parent: pulumi.Resource; dependsOn: pulumi.Resource[] },
): aws.eks.Addon[] => [
    addon(`${name}-coredns`, made, { addonName: "coredns", resolveConflictsOnCreate: "OVERWRITE" }, opts),
    addon(
        `${name}-pod-identity-agent`,
        made,
        { addonName: "eks-pod-identity-agent" },
        { ...opts, aliases: [formerAgent()] },
    ),
];

const secretsKey = (name: string, settings: EksSettings, parent: pulumi.Resource): aws.kms.Key =>
    new aws.kms.Key(
        `${name}-secrets`,
        {
            description: `Secrets of the EKS cluster ${settings.name}`,
            enableKeyRotation: true,
            deletionWindowInDays: 30,
        },
        { parent, protect: settings.deletionProtection },
    );

function clusterArgs(
    name: string,
    { settings, network, signIn, creator }: EksArgs,
    entries: Pick<EksSettings, "admins" | "viewers">,
    { keyArn, nodeRole }: { keyArn: pulumi.Input<string>; nodeRole: ServiceRole },
    parent: pulumi.Resource,
): eks.ClusterArgs {
    const isPublic = settings.publicAccessCidrs.length > 0;
    return {
        name: settings.name,
        version: settings.version,
        upgradePolicy: { supportType: settings.upgradePolicy },
        vpcId: network.vpcId,
        ...subnets(settings, network),
        authenticationMode: "API",
        accessEntries: accessEntries(entries),
        ...(creator && { clusterTags: { [creatorTag]: creator } }),
        encryptionConfigKeyArn: keyArn,
        // The component expects a role resource, not an ARN.
        ...(settings.roleArn && {
            serviceRole: aws.iam.Role.get(`${name}-role`, settings.roleArn.split("/").at(-1) ?? "", {}, { parent }),
        }),
        deletionProtection: settings.deletionProtection,
        enabledClusterLogTypes: logTypes,
        endpointPrivateAccess: true,
        endpointPublicAccess: isPublic,
        ...(isPublic && { publicAccessCidrs: settings.publicAccessCidrs }),
        ...credentials(signIn),
        skipDefaultNodeGroup: true,
        skipDefaultSecurityGroups: true,
        // Pods get AWS roles through Pod Identity, which needs no OIDC provider.
        createOidcProvider: false,
        corednsAddonOptions: { enabled: false },
        ...(settings.nodes.scaling === "autoMode" ? autoMode(nodeRole) : networkAddons(settings)),
    };
}

/**
 * The cluster's subnets. Auto Mode permanently uses all subnets that the cluster was created with for nodes
 * (https://github.com/aws/containers-roadmap/issues/2793), so it gets only those meant for nodes.
 */
function subnets(
    settings: EksSettings,
    network: Network,
): Pick<eks.ClusterArgs, "publicSubnetIds" | "privateSubnetIds"> {
    const { publicSubnetIds, privateSubnetIds } = network;
    if (settings.nodes.scaling !== "autoMode") return { publicSubnetIds, privateSubnetIds };
    return kindOfSubnets(settings, network) === "private" ? { privateSubnetIds } : { publicSubnetIds };
}

/**
 * EKS provides nodes with the network, DNS, volumes and load balancers; the component then creates no add-ons for them.
 */
const autoMode = ({ arn: nodeRoleArn }: ServiceRole): Pick<eks.ClusterArgs, "autoMode"> => ({
    autoMode: { enabled: true, createNodeRole: false, computeConfig: { nodeRoleArn } },
});

function networkAddons({
    addonVersions,
}: EksSettings): Pick<eks.ClusterArgs, "kubeProxyAddonOptions" | "vpcCniOptions"> {
    return {
        ...(addonVersions["kube-proxy"] && { kubeProxyAddonOptions: { version: addonVersions["kube-proxy"] } }),
        // By default, the add-on ignores NetworkPolicies, and enforces none.
        vpcCniOptions: {
            enableNetworkPolicy: true,
            ...(addonVersions["vpc-cni"] && { addonVersion: addonVersions["vpc-cni"] }),
        },
    };
}

/**
 * The credentials that its kubeconfig passes on. By default, the component uses AWS_PROFILE, which the AWS provider
 * uses only after aws:profile, and no role (createCluster in pulumi-eks, nodejs/eks/cluster/cluster.ts).
 */
const credentials = ({ profile, roleArn }: AwsSignIn): Pick<eks.ClusterArgs, "providerCredentialOpts"> =>
    profile || roleArn
        ? { providerCredentialOpts: { ...(profile && { profileName: profile }), ...(roleArn && { roleArn }) } }
        : {};
