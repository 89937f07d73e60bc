import { policyTag } from "../../components/blockStorage/volumeTags";
import { age } from "../frame/age";
import type { LeftVolume } from "./left";

const volumes = (count: number): string => (count === 1 ? "1 volume" : `${count} volumes`);

const claimOf = ({ claim }: LeftVolume): string => (claim ? `claim ${claim.namespace}/${claim.name}` : "no claim");

/** One line that the next one overwrites on a terminal: which volumes are left, and for how long. */
export function summary(left: readonly LeftVolume[], now: Date): string {
    const named = left.map(
        (volume) => `${volume.name} (${claimOf(volume)}, ${volume.phase} for ${age(volume.since, now)})`,
    );
    return `Waiting for ${volumes(left.length)} to go before the EBS CSI driver: ${named.join(", ")}`;
}

/** Each volume that is left, what blocks it, and what to do. */
export function details(left: readonly LeftVolume[], now: Date): string {
    return left
        .map((volume) => {
            const { why, command } = reasonOf(volume);
            return [
                `  ${volume.name} (${volume.capacity}, ${claimOf(volume)}): ${volume.phase} for ${age(volume.since, now)}`,
                `      why: ${why}`,
                `      do:  ${command}`,
            ].join("\n");
        })
        .join("\n");
}

/** The message when waiting is given up. */
export function givenUp(left: readonly LeftVolume[], waited: string, now: Date): string {
    const them = left.length === 1 ? "it" : "them";
    return [
        `After ${waited}, ${volumes(left.length)} of the stack's StorageClass ${left.length === 1 ? "is" : "are"} left. ` +
            `The EBS CSI driver stays, because without it nothing deletes ${them} from EC2:`,
        "",
        details(left, now),
        "",
        "Then pulumi destroy again. A volume that is to stay counts no more, and is yours from then on, once npm run leftovers",
        "knows it as well:",
        `  kubectl patch pv ${left[0]?.name ?? "NAME"} -p '{"spec":{"persistentVolumeReclaimPolicy":"Retain"}}'`,
        `  aws ec2 create-tags --resources ${left[0]?.handle ?? "VOLUME"} --tags Key=${policyTag},Value=Retain`,
    ].join("\n");
}

/** The first thing that a volume waits for: its claim, the pods that use it, its node, or its driver. */
export function reasonOf({ name, claim, pods, attachments, message }: LeftVolume): { why: string; command: string } {
    if (claim && !claim.isDeleted) {
        return {
            why: "nobody has deleted its claim",
            command: `kubectl -n ${claim.namespace} delete pvc ${claim.name}`,
        };
    }
    if (claim && pods.length > 0) {
        return {
            why: `its claim is deleted, and still held by ${pods.length === 1 ? "the pod" : "the pods"} ${pods.join(", ")}`,
            command: `kubectl -n ${claim.namespace} delete pod ${pods.join(" ")}`,
        };
    }
    const [attachment] = attachments;
    if (attachment) {
        return {
            why: `it is attached to the node ${attachment.node} by the VolumeAttachment ${attachment.name}`,
            command: `kubectl describe volumeattachment ${attachment.name}; kubectl get node ${attachment.node}`,
        };
    }
    return {
        why: message ? `the driver could not delete it: ${message}` : "the driver hasn't deleted it yet",
        command: `kubectl describe pv ${name}; kubectl -n kube-system logs deployment/ebs-csi-controller -c csi-provisioner`,
    };
}
