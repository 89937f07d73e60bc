import type { Clients } from "./clients";
import { isDenied } from "./denied";
import { classicLoadBalancers, loadBalancers, targetGroups } from "./kinds/loadBalancers";
import { interfaces, securityGroups, vpcs } from "./kinds/network";
import { keys, launchTemplates, logGroups } from "./kinds/others";
import { snapshots, volumes } from "./kinds/volumes";
import type { Kind, Leftover } from "./leftover";

/** In the order in which they can be deleted: a load balancer holds its interfaces and groups, an interface its group. */
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

/** Every call that looking takes, for whoever gives out rights. */
export const actionsOfLooking: readonly string[] = [
    ...new Set(["eks:DescribeCluster", ...kinds.flatMap(({ actions }) => actions)]),
];

export interface Found {
    leftovers: Leftover[];
    /** What could not be looked for, for want of a right: `EBS volumes (ec2:DescribeVolumes)`. */
    unseen: string[];
}

/** Whether the cluster is there, in EKS's word for how it is; undefined where it is gone. */
export async function clusterStatus(clients: Clients): Promise<string | undefined> {
    try {
        const { cluster } = await (await clients.eks()).describeCluster({ name: clients.target.cluster });
        return cluster?.status ?? "there";
    } catch (error) {
        if (error instanceof Error && error.name === "ResourceNotFoundException") return undefined;
        throw error;
    }
}

/** Looks for everything of a cluster that is no more. @throws what AWS says, but for a right that is missing */
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
