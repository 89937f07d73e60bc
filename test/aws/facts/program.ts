import type { PreviewedResource } from "../../../rehearsal/engine/collect";
import {
    type Addon,
    type ClusterFacts,
    eksDefault,
    policyName,
    sortedAddons,
    sortedSubnets,
    type Subnet,
} from "./record";

type Inputs = Record<string, unknown>;

/**
 * The cluster that the program creates, from a preview with the real engine.
 *
 * @param nodeSubnets the subnets of the nodes: a preview doesn't know their ids
 */
export function programFacts(resources: PreviewedResource[], nodeSubnets: string): ClusterFacts {
    const all = <Shape = Inputs>(type: string): Shape[] =>
        resources.flatMap((each) => (each.type === type ? [each.inputs as Shape] : []));
    const only = <Shape = Inputs>(type: string): Shape => {
        const [first, ...others] = all<Shape>(type);
        if (first === undefined || others.length > 0) throw new Error(`not one ${type}`);
        return first;
    };
    const cluster = only<{
        version: string;
        upgradePolicy?: { supportType: string };
        accessConfig: { authenticationMode: string; bootstrapClusterCreatorAdminPermissions: boolean };
        encryptionConfig?: unknown;
        enabledClusterLogTypes: string[];
        vpcConfig: { endpointPrivateAccess: boolean; endpointPublicAccess: boolean; publicAccessCidrs: string[] };
    }>("aws:eks/cluster:Cluster");
    const key = only<{ enableKeyRotation: boolean; deletionWindowInDays: number }>("aws:kms/key:Key");
    const associations = all<{ policyArn: string }>("aws:eks/accessPolicyAssociation:AccessPolicyAssociation");
    return {
        kubernetes: cluster.version,
        support: cluster.upgradePolicy?.supportType ?? eksDefault,
        access: {
            mode: cluster.accessConfig.authenticationMode,
            creatorIsAdmin: cluster.accessConfig.bootstrapClusterCreatorAdminPermissions,
            policies: associations.map(({ policyArn }) => policyName(policyArn)),
        },
        endpoint: {
            isPrivate: cluster.vpcConfig.endpointPrivateAccess,
            isPublic: cluster.vpcConfig.endpointPublicAccess,
            publicCidrs: cluster.vpcConfig.publicAccessCidrs,
            privateCidrs: all<{ cidrIpv4: string; fromPort: number; toPort: number }>(
                "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule",
            ).map(({ cidrIpv4, fromPort, toPort }) => `${cidrIpv4} ${fromPort}-${toPort}`),
        },
        logs: {
            types: [...cluster.enabledClusterLogTypes].sort(),
            days: only<{ retentionInDays: number }>("aws:cloudwatch/logGroup:LogGroup").retentionInDays,
        },
        encryption: {
            // What it encrypts with the given key, and nothing else (createCluster in pulumi-eks). About a key that
            // doesn't exist yet, a preview knows no more.
            resources: "encryptionConfig" in cluster ? ["secrets"] : [],
            isRotated: key.enableKeyRotation,
            deletionDays: key.deletionWindowInDays,
        },
        network: {
            cidr: only<{ cidrBlock: string }>("aws:ec2/vpc:Vpc").cidrBlock,
            subnets: sortedSubnets(all<SubnetInputs>("aws:ec2/subnet:Subnet").map(subnet)),
        },
        nodes: {
            ...nodeGroup(only("aws:eks/nodeGroup:NodeGroup")),
            ...launchTemplate(only("aws:ec2/launchTemplate:LaunchTemplate")),
            subnets: nodeSubnets,
            policies: policiesOf(resources, "nodes"),
        },
        addons: sortedAddons(all<AddonInputs>("aws:eks/addon:Addon").map((each) => addon(each, resources))),
    };
}

interface SubnetInputs {
    cidrBlock: string;
    availabilityZone: string;
    mapPublicIpOnLaunch: boolean;
    tags: Record<string, string>;
}

const subnet = ({ cidrBlock, availabilityZone, mapPublicIpOnLaunch, tags }: SubnetInputs): Subnet => ({
    cidr: cidrBlock,
    zone: availabilityZone,
    isPublic: mapPublicIpOnLaunch,
    tags: Object.fromEntries(Object.entries(tags).filter(([key]) => key.startsWith("kubernetes.io/"))),
});

const nodeGroup = (group: {
    amiType: string;
    capacityType: string;
    instanceTypes: string[];
    scalingConfig: { minSize: number; maxSize: number; desiredSize: number };
}) => ({
    ami: group.amiType,
    capacity: group.capacityType,
    instanceTypes: group.instanceTypes,
    min: group.scalingConfig.minSize,
    max: group.scalingConfig.maxSize,
    desired: group.scalingConfig.desiredSize,
});

function launchTemplate(template: {
    blockDeviceMappings: { ebs: { volumeSize: number; volumeType: string; encrypted: string } }[];
    metadataOptions: { httpTokens: string; httpPutResponseHopLimit: number };
}) {
    const { volumeSize, volumeType, encrypted } = template.blockDeviceMappings[0]!.ebs;
    const { httpTokens, httpPutResponseHopLimit } = template.metadataOptions;
    return {
        disk: { size: volumeSize, type: volumeType, isEncrypted: encrypted === "true" },
        metadata: { tokens: httpTokens, hops: httpPutResponseHopLimit },
    };
}

/** A policy's ARN is unknown in a preview; its attachment is named after it: `cluster-nodes-AmazonEKS_CNI_Policy`. */
const policiesOf = (resources: PreviewedResource[], role: string): string[] =>
    resources
        .filter(({ type }) => type === "aws:iam/rolePolicyAttachment:RolePolicyAttachment")
        .flatMap(({ urn }) => new RegExp(`::(?:\\w+-)?${role}-(Amazon\\w+)$`).exec(urn)?.[1] ?? [])
        .sort();

/**
 * The eks component always sets the network add-on's variables to its chart's defaults
 * (https://github.com/aws/amazon-vpc-cni-k8s/blob/master/charts/aws-vpc-cni/values.yaml), so the cluster is the same.
 * The tags for volumes are the stack's own.
 */
const withoutDefaults = ({ env: _env, init: _init, controller: _tags, ...set }: Inputs): Inputs => set;

interface AddonInputs {
    addonName: string;
    podIdentityAssociations?: { serviceAccount: string }[];
    configurationValues?: string;
}

function addon(inputs: AddonInputs, resources: PreviewedResource[]): Addon {
    const [association] = inputs.podIdentityAssociations ?? [];
    return {
        name: inputs.addonName,
        ...(association && {
            identity: { serviceAccount: association.serviceAccount, policies: policiesOf(resources, "storage") },
        }),
        ...(inputs.configurationValues !== undefined && {
            configuration: withoutDefaults(JSON.parse(inputs.configurationValues) as Inputs),
        }),
    };
}
