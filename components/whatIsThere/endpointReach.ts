import { networkInterfaces } from "node:os";
import * as pulumi from "@pulumi/pulumi";
import type { Config } from "../../config";
import { isWithin } from "../../config/cidr";
import { callerAddress } from "./callerAddress";
import type { RunningCluster } from "./runningCluster";

/**
 * Warns if a cluster that is about to be created would not admit this machine. `eks.Cluster` then polls the new
 * endpoint for five minutes, silently, before the nodes are created (60 times, every 5 s, ENDPOINT/healthz: createCore
 * in pulumi-eks, nodejs/eks/cluster/cluster.ts), and whatever is added to the cluster after that fails.
 */
export async function warnOfNoWayIn(
    { cluster }: Pick<Config, "cluster">,
    running: RunningCluster | undefined,
): Promise<void> {
    if (cluster.source !== "eks" || running || cluster.publicAccessCidrs.length === 0) return;
    const isLetInBy = (blocks: readonly string[], address: string) =>
        blocks.some((block) => isWithin(`${address}/32`, block));
    if (ownAddresses().some((address) => isLetInBy(cluster.privateAccessCidrs, address))) return;
    const address = await callerAddress();
    if (address === undefined || isLetInBy(cluster.publicAccessCidrs, address)) return;
    void pulumi.log.warn(
        `cluster.publicAccessCidrs does not include ${address}, this machine's address on the internet: pulumi up ` +
            "would wait for the new cluster's endpoint for five minutes without any output, and then fail at the first object " +
            `in it. Add it (pulumi config set --path 'cluster.publicAccessCidrs[${cluster.publicAccessCidrs.length}]' ` +
            `${address}/32), or run pulumi from an address that is included, or from the VPC (cluster.privateAccessCidrs).`,
    );
}

/** IPv4 addresses of this machine's own interfaces. */
const ownAddresses = (): string[] =>
    Object.values(networkInterfaces()).flatMap((all) =>
        (all ?? []).filter(({ family, internal }) => family === "IPv4" && !internal).map(({ address }) => address),
    );
