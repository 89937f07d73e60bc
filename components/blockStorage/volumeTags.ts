/** The tag of a volume, and of a snapshot of it, that holds the name of its cluster. */
export const clusterTag = "confluent-gitops/cluster";

/**
 * The tag that holds what is to become of a volume when its claim is deleted: `Delete` or `Retain`. Kubernetes knows it
 * of the volume in the cluster alone, and that is gone when somebody asks what a stack has left.
 */
export const policyTag = "confluent-gitops/reclaim-policy";

/**
 * Tags of the driver's volumes.
 *
 * @param cluster its name
 * @param isRetained whether a volume outlives its claim, by the StorageClass
 * @param tags of what AWS makes, by aws:defaultTags
 */
export const volumeTags = (
    cluster: string,
    isRetained: boolean,
    tags: Record<string, string>,
): Record<string, string> => ({
    ...tags,
    [clusterTag]: cluster,
    [policyTag]: isRetained ? "Retain" : "Delete",
});
