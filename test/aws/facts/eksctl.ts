import { type ClusterFacts, eksDefault, policyName, sortedAddons, sortedSubnets } from "./record";

/** The part of eksctl's ClusterConfig that aws/cluster.eksctl.yaml uses (https://eksctl.io/usage/schema/). */
export interface EksctlConfig {
    metadata: { version: string };
    upgradePolicy?: { supportType: string };
    vpc: {
        cidr: string;
        subnets: Record<"public" | "private", Record<string, { cidr: string }>>;
        clusterEndpoints: { privateAccess: boolean; publicAccess: boolean };
        publicAccessCIDRs: string[];
    };
    accessConfig: {
        authenticationMode: string;
        bootstrapClusterCreatorAdminPermissions: boolean;
        accessEntries: { accessPolicies: { policyARN: string }[] }[];
    };
    secretsEncryption?: { keyARN: string };
    cloudWatch: { clusterLogging: { enableTypes: string[]; logRetentionInDays: number } };
    addonsConfig: { disableDefaultAddons: boolean };
    addons: {
        name: string;
        podIdentityAssociations?: { serviceAccountName: string; permissionPolicyARNs: string[] }[];
        configurationValues?: string;
    }[];
    managedNodeGroups: {
        amiFamily: string;
        instanceTypes: string[];
        spot?: boolean;
        minSize: number;
        maxSize: number;
        desiredCapacity: number;
        privateNetworking: boolean;
        volumeSize: number;
        volumeType: string;
        volumeEncrypted: boolean;
        disableIMDSv1: boolean;
        disablePodIMDS: boolean;
        iam: { attachPolicyARNs: string[] };
    }[];
}

/** EKS's image for an image family on x86, the architecture of m5. */
const images: Record<string, string> = { AmazonLinux2023: "AL2023_x86_64_STANDARD" };

/**
 * The cluster that eksctl creates from a file.
 *
 * @param brought the cluster whose VPC and key eksctl is given: their tags and rotation come from there
 */
export function eksctlFacts(config: EksctlConfig, brought: ClusterFacts): ClusterFacts {
    const { vpc, accessConfig, cloudWatch } = config;
    const [group, ...others] = config.managedNodeGroups;
    if (!group || others.length > 0) throw new Error("not one node group");
    if (!config.addonsConfig.disableDefaultAddons) throw new Error("eksctl adds add-ons of its own");
    const subnets = (["public", "private"] as const).flatMap((kind) =>
        Object.entries(vpc.subnets[kind]).map(([zone, { cidr }]) => ({
            cidr,
            zone,
            isPublic: kind === "public",
            tags: brought.network.subnets.find((each) => each.cidr === cidr)?.tags ?? {},
        })),
    );
    return {
        kubernetes: config.metadata.version,
        support: config.upgradePolicy?.supportType ?? eksDefault,
        access: {
            mode: accessConfig.authenticationMode,
            creatorIsAdmin: accessConfig.bootstrapClusterCreatorAdminPermissions,
            policies: accessConfig.accessEntries.flatMap(({ accessPolicies }) =>
                accessPolicies.map(({ policyARN }) => policyName(policyARN)),
            ),
        },
        endpoint: {
            isPrivate: vpc.clusterEndpoints.privateAccess,
            isPublic: vpc.clusterEndpoints.publicAccess,
            publicCidrs: vpc.publicAccessCIDRs,
            // Other clients of the private endpoint need a separate rule: eksctl creates none for that security group.
            privateCidrs: [],
        },
        logs: {
            types: [...cloudWatch.clusterLogging.enableTypes].sort(),
            days: cloudWatch.clusterLogging.logRetentionInDays,
        },
        encryption: { ...brought.encryption, resources: config.secretsEncryption ? ["secrets"] : [] },
        network: { cidr: vpc.cidr, subnets: sortedSubnets(subnets) },
        nodes: {
            subnets: group.privateNetworking ? "private" : "public",
            ami: images[group.amiFamily] ?? group.amiFamily,
            capacity: group.spot ? "SPOT" : "ON_DEMAND",
            instanceTypes: group.instanceTypes,
            min: group.minSize,
            max: group.maxSize,
            desired: group.desiredCapacity,
            disk: { size: group.volumeSize, type: group.volumeType, isEncrypted: group.volumeEncrypted },
            // Otherwise, eksctl sets two hops (https://docs.aws.amazon.com/eks/latest/eksctl/security.html).
            metadata: { tokens: group.disableIMDSv1 ? "required" : "optional", hops: group.disablePodIMDS ? 1 : 2 },
            policies: group.iam.attachPolicyARNs.map(policyName).sort(),
        },
        addons: sortedAddons(
            config.addons.map(({ name, podIdentityAssociations: [association] = [], configurationValues }) => ({
                name,
                ...(association && {
                    identity: {
                        serviceAccount: association.serviceAccountName,
                        policies: association.permissionPolicyARNs.map(policyName).sort(),
                    },
                }),
                ...(configurationValues !== undefined && { configuration: JSON.parse(configurationValues) as unknown }),
            })),
        ),
    };
}
