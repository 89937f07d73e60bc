import { clusterTag } from "../../components/blockStorage/volumeTags";

/** Tags, as in AWS's responses. */
export type TagList = readonly { Key?: string | undefined; Value?: string | undefined }[];

/**
 * Tags of resources that belong to one cluster only, set by the stack, by Kubernetes' controllers, or by EKS: a key with
 * its required value. `kubernetes.io/cluster/NAME` may also be `shared`, and the resource is then the company's.
 *
 * @see https://github.com/kubernetes-sigs/aws-ebs-csi-driver/blob/master/docs/tagging.md for volumes and snapshots
 * @see https://kubernetes-sigs.github.io/aws-load-balancer-controller/latest/deploy/configurations/ for elbv2.k8s.aws
 * @see https://github.com/aws/amazon-vpc-cni-k8s for cluster.k8s.amazonaws.com (CLUSTER_NAME in its README)
 * @see https://docs.aws.amazon.com/eks/latest/userguide/eks-using-tags.html for aws:eks and eks
 */
const clusterTags = (cluster: string): Readonly<Record<string, string>> => ({
    [clusterTag]: cluster,
    [`kubernetes.io/cluster/${cluster}`]: "owned",
    "elbv2.k8s.aws/cluster": cluster,
    "cluster.k8s.amazonaws.com/name": cluster,
    "aws:eks:cluster-name": cluster,
    "eks:cluster-name": cluster,
    "eks:eks-cluster-name": cluster,
});

export const tagsIn = (list: TagList | undefined): Record<string, string> =>
    Object.fromEntries((list ?? []).map(({ Key = "", Value = "" }) => [Key, Value]));

/** Whether something belongs to a cluster, and only to it. */
export function isOf(cluster: string, list: TagList | undefined): boolean {
    const tags = tagsIn(list);
    return Object.entries(clusterTags(cluster)).some(([key, value]) => tags[key] === value);
}

/** A filter for EC2. */
export interface Filter {
    Name: string;
    Values: string[];
}

/**
 * Asks EC2 for what belongs to a cluster, with one call for each tag, because all filters of a call have to match.
 *
 * @param idOf identifies a resource, because some have several of the tags
 */
export async function taggedFor<Item>(
    cluster: string,
    ask: (filter: Filter) => Promise<Item[]>,
    idOf: (item: Item) => string | undefined,
): Promise<Item[]> {
    const asked = Object.entries(clusterTags(cluster)).map(([key, value]) =>
        ask({ Name: `tag:${key}`, Values: [value] }),
    );
    return [...new Map((await Promise.all(asked)).flat().map((item) => [idOf(item), item])).values()];
}
