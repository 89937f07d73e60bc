/** The tag of a volume, and of its snapshots, that contains the cluster's name. */
export const clusterTag = "confluent-gitops/cluster";

/**
 * The tag that records what happens to a volume when its claim is deleted: `Delete` or `Retain`. Kubernetes stores this
 * only in the cluster, which is gone when somebody asks what a stack has left behind.
 */
export const policyTag = "confluent-gitops/reclaim-policy";

/**
 * Tags of the driver's volumes.
 *
 * @param cluster its name
 * @param isRetained whether a volume outlives its claim, according to the StorageClass
 * @param tags of everything that is created in AWS, from aws:defaultTags
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
