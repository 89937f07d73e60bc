import { isStorageClassName } from "../../components/blockStorage/storageClassName";
import type { KubernetesApi, KubernetesObject } from "../../kubernetes";

/** A volume of the stack's StorageClass that its driver has not deleted yet, and what it waits for. */
export interface LeftVolume {
    name: string;
    /** Such as `20Gi`. */
    capacity: string;
    /** `Bound`, `Released` or `Failed`. */
    phase: string;
    /** Since when it has been in that phase, RFC 3339. */
    since: string | undefined;
    /** The driver's own reason why it has not deleted it; only in phase Failed. */
    message: string | undefined;
    claim: Claim | undefined;
    /** Pods that use the claim. */
    pods: string[];
    attachments: Attachment[];
    /** ID of the EBS volume, such as `vol-0a1b2c3d`. */
    handle: string;
}

export interface Claim {
    namespace: string;
    name: string;
    /** Whether the claim is being deleted: then it is gone, or finalizers keep it. Otherwise, nothing will ever happen. */
    isDeleted: boolean;
}

export interface Attachment {
    /** Name of the VolumeAttachment. */
    name: string;
    node: string;
}

interface Volume {
    capacity?: { storage?: string };
    storageClassName?: string;
    persistentVolumeReclaimPolicy?: string;
    csi?: { volumeHandle?: string };
    claimRef?: { namespace: string; name: string; uid?: string };
}

interface PodSpec {
    volumes?: { persistentVolumeClaim?: { claimName: string } }[];
}

const volumes = { apiVersion: "v1", kind: "PersistentVolume" };
const claims = { apiVersion: "v1", kind: "PersistentVolumeClaim" };
const attachments = { apiVersion: "storage.k8s.io/v1", kind: "VolumeAttachment" };

/**
 * The volumes that have to be deleted before their driver: of the stack's class, created for a claim, and to be deleted
 * with it. A volume whose policy is Retain is meant to stay.
 */
export async function volumesLeft(api: KubernetesApi): Promise<LeftVolume[]> {
    const counted = (await api.list(volumes)).filter(({ spec }) => counts(spec as Volume));
    if (counted.length === 0) return [];
    const attached = await api.list(attachments);
    const pods = await podsOf(api, counted);
    return Promise.all(counted.map((volume) => leftVolume(api, volume, attached, pods)));
}

const counts = ({ storageClassName = "", persistentVolumeReclaimPolicy }: Volume): boolean =>
    isStorageClassName(storageClassName) && persistentVolumeReclaimPolicy === "Delete";

async function podsOf(api: KubernetesApi, counted: readonly KubernetesObject[]): Promise<KubernetesObject[]> {
    const namespaces = new Set(counted.map(({ spec }) => (spec as Volume).claimRef?.namespace ?? ""));
    namespaces.delete("");
    const lists = [...namespaces].map((namespace) => api.list({ apiVersion: "v1", kind: "Pod" }, namespace));
    return (await Promise.all(lists)).flat();
}

async function leftVolume(
    api: KubernetesApi,
    { metadata, spec, status }: KubernetesObject,
    attached: readonly KubernetesObject[],
    pods: readonly KubernetesObject[],
): Promise<LeftVolume> {
    const name = metadata.name ?? "";
    const { capacity, claimRef, csi } = spec as Volume;
    const {
        phase = "Pending",
        message,
        lastPhaseTransitionTime,
    } = (status ?? {}) as Record<string, string | undefined>;
    return {
        name,
        handle: csi?.volumeHandle ?? "",
        capacity: capacity?.storage ?? "",
        phase,
        // Kubernetes records this since 1.31 (PersistentVolumeStatus in its API reference).
        since: lastPhaseTransitionTime ?? metadata.deletionTimestamp ?? (metadata.creationTimestamp as string),
        message: phase === "Failed" ? message : undefined,
        claim: claimRef && (await claimOf(api, claimRef)),
        pods: pods.filter((pod) => holds(pod, claimRef)).map((pod) => pod.metadata.name ?? ""),
        attachments: attached.flatMap((attachment) => {
            const { source, nodeName } = attachment.spec as { source?: Record<string, string>; nodeName: string };
            if (source?.persistentVolumeName !== name) return [];
            return [{ name: attachment.metadata.name ?? "", node: nodeName }];
        }),
    };
}

async function claimOf(api: KubernetesApi, { namespace, name, uid }: NonNullable<Volume["claimRef"]>): Promise<Claim> {
    const found = await api.get(claims, namespace, name);
    // A later claim with the same name has nothing to do with the volume.
    const isIts = found !== undefined && (uid === undefined || found.metadata.uid === uid);
    return { namespace, name, isDeleted: !isIts || found.metadata.deletionTimestamp !== undefined };
}

function holds({ metadata, spec }: KubernetesObject, claim: Volume["claimRef"]): boolean {
    const mounted = ((spec as PodSpec).volumes ?? []).map((volume) => volume.persistentVolumeClaim?.claimName);
    return metadata.namespace === claim?.namespace && mounted.includes(claim?.name);
}
