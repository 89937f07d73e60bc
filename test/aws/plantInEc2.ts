import type { EC2, ResourceType } from "@aws-sdk/client-ec2";

export type Tags = Record<string, string>;

export const listOf = (tags: Tags) => Object.entries(tags).map(([Key, Value]) => ({ Key, Value }));
export const tagged = (ResourceType: ResourceType, tags: Tags) => ({
    TagSpecifications: [{ ResourceType, Tags: listOf(tags) }],
});

/** The network that was left, the cluster's security groups and interface in it, and others' resources. */
export async function plantNetwork(ec2: EC2) {
    const { Vpc } = await ec2.createVpc({ CidrBlock: "10.0.0.0/16", ...tagged("vpc", { Name: "network-vpc" }) });
    const VpcId = Vpc?.VpcId ?? "";
    // This one belongs to another stack.
    await ec2.createVpc({ CidrBlock: "10.1.0.0/16", ...tagged("vpc", { Name: "network-vpc" }) });
    const { Subnet } = await ec2.createSubnet({ VpcId, CidrBlock: "10.0.0.0/24" });
    const SubnetId = Subnet?.SubnetId ?? "";
    const { AllocationId } = await ec2.allocateAddress({ Domain: "vpc" });
    const { NatGateway } = await ec2.createNatGateway({ SubnetId, AllocationId });
    const group = async (GroupName: string, tags: Tags) => {
        const made = { GroupName, Description: GroupName, VpcId, ...tagged("security-group", tags) };
        return (await ec2.createSecurityGroup(made)).GroupId ?? "";
    };
    const securityGroup = await group("k8s-elb-a1", { "kubernetes.io/cluster/confluent": "owned" });
    const clusterGroup = await group("eks-cluster-sg-confluent-1", { "aws:eks:cluster-name": "confluent" });
    await group("shared", { "kubernetes.io/cluster/confluent": "shared" });
    await group("k8s-elb-b2", { "kubernetes.io/cluster/confluent-two": "owned" });
    // Each of the two allows the other: neither can be deleted as it is.
    for (const [GroupId, other] of [
        [securityGroup, clusterGroup],
        [clusterGroup, securityGroup],
    ])
        await ec2.authorizeSecurityGroupIngress({
            GroupId,
            IpPermissions: [{ IpProtocol: "tcp", FromPort: 443, ToPort: 443, UserIdGroupPairs: [{ GroupId: other }] }],
        });
    const { NetworkInterface } = await ec2.createNetworkInterface({
        SubnetId,
        Description: "aws-K8S-i-0a1b",
        Groups: [clusterGroup],
        ...tagged("network-interface", { "cluster.k8s.amazonaws.com/name": "confluent" }),
    });
    return {
        subnet: SubnetId,
        ofStack: {
            vpc: VpcId,
            natGateway: NatGateway?.NatGatewayId ?? "",
            securityGroup,
            clusterGroup,
            interface: NetworkInterface?.NetworkInterfaceId ?? "",
        },
    };
}

/** Volumes and a snapshot from the driver, and others. */
export async function plantVolumes(ec2: EC2) {
    const volume = async (Size: number, tags: Tags) => {
        const made = { AvailabilityZone: "eu-central-1a", Size, VolumeType: "gp3" as const, ...tagged("volume", tags) };
        return (await ec2.createVolume(made)).VolumeId ?? "";
    };
    const byDriver = { "ebs.csi.aws.com/cluster": "true", CSIVolumeName: "pvc-1" };
    const own = { ...byDriver, "confluent-gitops/cluster": "confluent" };
    const ofClaim = {
        "kubernetes.io/created-for/pvc/namespace": "confluent",
        "kubernetes.io/created-for/pvc/name": "data0-kafka-0",
    };
    const deleted = await volume(20, { ...own, ...ofClaim, "confluent-gitops/reclaim-policy": "Delete" });
    const { SnapshotId = "" } = await ec2.createSnapshot({
        VolumeId: deleted,
        ...tagged("snapshot", { ...own, CSIVolumeSnapshotName: "snapcontent-1" }),
    });
    return {
        ofStack: {
            volume: deleted,
            retained: await volume(100, { ...own, "confluent-gitops/reclaim-policy": "Retain" }),
            untold: await volume(10, { ...byDriver, "kubernetes.io/cluster/confluent": "owned" }),
            snapshot: SnapshotId,
        },
        ofOthers: [
            await volume(10, {
                ...byDriver,
                "confluent-gitops/cluster": "another",
                "confluent-gitops/reclaim-policy": "Delete",
            }),
            // A node's own disk, and one with the same tag from another user of the company's cluster.
            await volume(50, { "kubernetes.io/cluster/confluent": "owned" }),
            await volume(10, { ...byDriver, "kubernetes.io/cluster/confluent": "shared" }),
        ],
    };
}
