import { type Given, resourcesOf } from "../evaluate";
import type { Properties, Value } from "../template";
import {
    type Addon,
    type ClusterFacts,
    eksDefault,
    policyName,
    sortedAddons,
    sortedSubnets,
    type Subnet,
} from "./record";

type Tag = { Key: string; Value: string };
type Resources = ReturnType<typeof resourcesOf>;

/** The cluster that a template creates with these parameters. */
export function templateFacts(given: Given): ClusterFacts {
    const resources = resourcesOf(given);
    const cluster = only(resources, "AWS::EKS::Cluster") as unknown as {
        Version: string;
        UpgradePolicy?: { SupportType: string };
        AccessConfig: { AuthenticationMode: string; BootstrapClusterCreatorAdminPermissions: boolean };
        EncryptionConfig: { Resources: string[] }[];
        Logging: { ClusterLogging: { EnabledTypes: { Type: string }[] } };
        ResourcesVpcConfig: {
            EndpointPrivateAccess: boolean;
            EndpointPublicAccess: boolean;
            PublicAccessCidrs: string[];
        };
    };
    const key = only(resources, "AWS::KMS::Key");
    const { ResourcesVpcConfig: endpoint } = cluster;
    return {
        kubernetes: cluster.Version,
        support: cluster.UpgradePolicy?.SupportType ?? eksDefault,
        access: {
            mode: cluster.AccessConfig.AuthenticationMode,
            creatorIsAdmin: cluster.AccessConfig.BootstrapClusterCreatorAdminPermissions,
            policies: all(resources, "AWS::EKS::AccessEntry").flatMap(({ AccessPolicies }) =>
                (AccessPolicies as { PolicyArn: string }[]).map(({ PolicyArn }) => policyName(PolicyArn)),
            ),
        },
        endpoint: {
            isPrivate: endpoint.EndpointPrivateAccess,
            isPublic: endpoint.EndpointPublicAccess,
            publicCidrs: endpoint.PublicAccessCidrs,
            privateCidrs: all(resources, "AWS::EC2::SecurityGroupIngress").map(
                ({ CidrIp, FromPort, ToPort }) => `${CidrIp as string} ${FromPort as number}-${ToPort as number}`,
            ),
        },
        logs: {
            types: cluster.Logging.ClusterLogging.EnabledTypes.map(({ Type }) => Type).sort(),
            days: only(resources, "AWS::Logs::LogGroup").RetentionInDays as number,
        },
        encryption: {
            resources: cluster.EncryptionConfig.flatMap(({ Resources }) => Resources),
            isRotated: key.EnableKeyRotation as boolean,
            deletionDays: key.PendingWindowInDays as number,
        },
        network: {
            cidr: only(resources, "AWS::EC2::VPC").CidrBlock as string,
            subnets: sortedSubnets(all(resources, "AWS::EC2::Subnet").map(subnet)),
        },
        nodes: nodes(resources),
        addons: sortedAddons(all(resources, "AWS::EKS::Addon").map((each) => addon(each, resources))),
    };
}

const all = (resources: Resources, type: string): Properties[] =>
    Object.values(resources).flatMap(({ Type, Properties = {} }) => (Type === type ? [Properties] : []));

function only(resources: Resources, type: string): Properties {
    const [first, ...others] = all(resources, type);
    if (!first || others.length > 0) throw new Error(`${others.length + (first ? 1 : 0)} of ${type}, not one`);
    return first;
}

const subnet = ({ CidrBlock, AvailabilityZone, MapPublicIpOnLaunch, Tags }: Properties): Subnet => ({
    cidr: CidrBlock as string,
    zone: AvailabilityZone as string,
    isPublic: MapPublicIpOnLaunch as boolean,
    tags: Object.fromEntries(
        (Tags as Tag[]).flatMap(({ Key, Value }) => (Key.startsWith("kubernetes.io/") ? [[Key, Value]] : [])),
    ),
});

function nodes(resources: Resources): ClusterFacts["nodes"] {
    const group = only(resources, "AWS::EKS::Nodegroup");
    const scaling = group.ScalingConfig as Record<string, number>;
    const data = only(resources, "AWS::EC2::LaunchTemplate").LaunchTemplateData as {
        BlockDeviceMappings: { Ebs: { VolumeSize: number; VolumeType: string; Encrypted: boolean } }[];
        MetadataOptions: { HttpTokens: string; HttpPutResponseHopLimit: number };
    };
    const { VolumeSize, VolumeType, Encrypted } = data.BlockDeviceMappings[0]!.Ebs;
    const places = (group.Subnets as string[]).map((name) => resources[name]?.Properties?.MapPublicIpOnLaunch);
    return {
        subnets: places.every((isPublic) => isPublic === places[0]) && places[0] ? "public" : "private",
        ami: group.AmiType as string,
        capacity: group.CapacityType as string,
        instanceTypes: group.InstanceTypes as string[],
        min: scaling.MinSize!,
        max: scaling.MaxSize!,
        desired: scaling.DesiredSize!,
        disk: { size: VolumeSize, type: VolumeType, isEncrypted: Encrypted },
        metadata: { tokens: data.MetadataOptions.HttpTokens, hops: data.MetadataOptions.HttpPutResponseHopLimit },
        policies: policiesOf(group.NodeRole as string, resources),
    };
}

/** @param arn as evaluated: `NodeRole.Arn` */
const policiesOf = (arn: string, resources: Resources): string[] =>
    (resources[arn.split(".")[0] ?? ""]?.Properties?.ManagedPolicyArns as string[]).map(policyName).sort();

function addon({ AddonName, PodIdentityAssociations, ConfigurationValues }: Properties, resources: Resources): Addon {
    const [association] = (PodIdentityAssociations ?? []) as { ServiceAccount: string; RoleArn: string }[];
    return {
        name: AddonName as string,
        ...(association && {
            identity: {
                serviceAccount: association.ServiceAccount,
                policies: policiesOf(association.RoleArn, resources),
            },
        }),
        ...(ConfigurationValues !== undefined && {
            configuration: JSON.parse(ConfigurationValues as string) as Value,
        }),
    };
}
