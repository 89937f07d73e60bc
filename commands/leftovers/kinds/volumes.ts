import type { Volume } from "@aws-sdk/client-ec2";
import { policyTag } from "../../../components/blockStorage/volumeTags";
import { all, awsCommand, type Kind, type Leftover } from "../leftover";
import { prices } from "../prices";
import { taggedFor, tagsIn } from "../tags";
import type { Clients } from "../clients";

/** The tag of a driver's volumes and snapshots, whichever cluster they belong to. A node's own disk doesn't have it. */
const byDriver = ["CSIVolumeName", "ebs.csi.aws.com/cluster", "kubernetes.io/created-for/pv/name"];

export const volumes: Kind = {
    name: "EBS volumes",
    actions: ["ec2:DescribeVolumes"],
    async find(clients) {
        const { cluster } = clients.target;
        const { paginateDescribeVolumes } = await import("@aws-sdk/client-ec2");
        const client = await clients.ec2();
        const found = await taggedFor(
            cluster,
            (filter) => all(paginateDescribeVolumes({ client }, { Filters: [filter] }), ({ Volumes }) => Volumes),
            ({ VolumeId }) => VolumeId,
        );
        const isClaims = ({ Tags }: Volume) => byDriver.some((key) => tagsIn(Tags)[key] !== undefined);
        return found.filter(isClaims).map((one) => volume(clients, one));
    },
};

function volume(
    clients: Clients,
    { VolumeId: id = "", Size = 0, VolumeType, State, Attachments, Tags }: Volume,
): Leftover {
    const tags = tagsIn(Tags);
    const claim = [tags["kubernetes.io/created-for/pvc/namespace"], tags["kubernetes.io/created-for/pvc/name"]];
    const what = `${Size} GiB ${VolumeType ?? ""}, ${claim[1] ? `claim ${claim.filter(Boolean).join("/")}` : (tags.CSIVolumeName ?? "no claim is noted")}`;
    return {
        kind: "EBS volume",
        id,
        what,
        monthly: prices.volume(VolumeType, Size),
        ...(State === "available" ? retention(tags[policyTag]) : inUse(State, Attachments?.[0]?.InstanceId)),
        command: awsCommand(clients, `ec2 delete-volume --volume-id ${id}`),
        remove: async () => void (await (await clients.ec2()).deleteVolume({ VolumeId: id })),
    };
}

const inUse = (state: string | undefined, instance: string | undefined): Pick<Leftover, "stays" | "because"> => ({
    stays: "in use",
    because: instance ? `attached to ${instance}` : `its state is ${state ?? "unknown"}`,
});

/** Only volumes that were to be deleted with their claim count as left over. */
function retention(policy: string | undefined): Pick<Leftover, "stays" | "because"> {
    if (policy === "Delete") return {};
    const because =
        policy === "Retain"
            ? "its StorageClass says Retain"
            : `it has no tag ${policyTag}, so nobody knows whether it is to stay`;
    return { stays: "retained", because };
}

export const snapshots: Kind = {
    name: "EBS snapshots",
    actions: ["ec2:DescribeSnapshots"],
    async find(clients) {
        const { cluster } = clients.target;
        const { paginateDescribeSnapshots } = await import("@aws-sdk/client-ec2");
        const client = await clients.ec2();
        const found = await taggedFor(
            cluster,
            (filter) => {
                const pages = paginateDescribeSnapshots({ client }, { OwnerIds: ["self"], Filters: [filter] });
                return all(pages, ({ Snapshots }) => Snapshots);
            },
            ({ SnapshotId }) => SnapshotId,
        );
        return found.map(({ SnapshotId: id = "", VolumeSize = 0, VolumeId = "", StartTime, Tags }) => ({
            kind: "EBS snapshot",
            id,
            what: `of ${VolumeId}, ${VolumeSize} GiB, ${StartTime?.toISOString().slice(0, 10) ?? "of an unknown day"}, ${tagsIn(Tags).CSIVolumeSnapshotName ?? "not by a VolumeSnapshot"}`,
            monthly: prices.snapshot(VolumeSize),
            // A snapshot is made to be available when the volume is gone.
            stays: "retained" as const,
            because: "a snapshot is made to outlive its volume",
            command: awsCommand(clients, `ec2 delete-snapshot --snapshot-id ${id}`),
            remove: async () => void (await (await clients.ec2()).deleteSnapshot({ SnapshotId: id })),
        }));
    },
};
