/**
 * Availability zones, by their IDs, in which EKS accepts no subnet of a cluster
 * (https://docs.aws.amazon.com/eks/latest/userguide/network-reqs.html).
 */
export const zonesWithoutEks: readonly string[] = ["use1-az3", "usw1-az2", "cac1-az3"];
