import type { Clients } from "./clients";
import { isDenied } from "./denied";
import { classicLoadBalancers, loadBalancers, targetGroups } from "./kinds/loadBalancers";
import { interfaces, securityGroups, vpcs } from "./kinds/network";
import { keys, launchTemplates, logGroups } from "./kinds/others";
import { snapshots, volumes } from "./kinds/volumes";
import type { Kind, Leftover } from "./leftover";

/**
 * In the order in which they can be deleted: a load balancer uses its interfaces and groups, and an interface uses its
 * group.
 */
const kinds: readonly Kind[] = [
    classicLoadBalancers,
    loadBalancers,
    targetGroups,
    interfaces,
    securityGroups,
    volumes,
    snapshots,
    launchTemplates,
    logGroups,
    keys,
    vpcs,
];

/** Every action that the search needs, for administrators who grant permissions. */
export const actionsOfLooking: readonly string[] = [
    ...new Set(["eks:DescribeCluster", ...kinds.flatMap(({ actions }) => actions)]),
];

export interface Found {
    leftovers: Leftover[];
    /** What could not be looked for because of a missing permission: `EBS volumes (ec2:DescribeVolumes)`. */
    unseen: string[];
}

/** The cluster's status, as EKS reports it. Undefined if the cluster is gone. */
export async function clusterStatus(clients: Clients): Promise<string | undefined> {
    try {
        const { cluster } = await (await clients.eks()).describeCluster({ name: clients.target.cluster });
        return cluster?.status ?? "there";
    } catch (error) {
        if (error instanceof Error && error.name === "ResourceNotFoundException") return undefined;
        throw error;
    }
}

/** Looks for everything that a deleted cluster has left. @throws AWS's errors, except for a missing permission */
export async function look(clients: Clients): Promise<Found> {
    const found: Found = { leftovers: [], unseen: [] };
    const looked = await Promise.all(
        kinds.map(async (kind) => {
            try {
                return await kind.find(clients);
            } catch (error) {
                if (!isDenied(error)) throw error;
                return `${kind.name} (${kind.actions.join(", ")})`;
            }
        }),
    );
    for (const one of looked) {
        if (typeof one === "string") found.unseen.push(one);
        else found.leftovers.push(...one);
    }
    return found;
}
