/**
 * How long AWS typically takes, for runs that compare an `up` with its critical path or stop it in the middle.
 *
 * These are this project's estimates, in seconds, of what a user commonly sees; AWS publishes no such figures.
 */
import { setTimeout as sleep } from "node:timers/promises";

export type Operation = "create" | "update" | "delete";

const SECONDS: Readonly<Record<string, Partial<Record<Operation, number>>>> = {
    "aws:eks/cluster:Cluster": { create: 540, update: 180, delete: 180 },
    "aws:eks/nodeGroup:NodeGroup": { create: 150, update: 240, delete: 240 },
    "aws:eks/addon:Addon": { create: 40, update: 40, delete: 20 },
    "aws:ec2/natGateway:NatGateway": { create: 120, delete: 60 },
    "aws:ec2/vpcEndpoint:VpcEndpoint": { create: 60, delete: 60 },
    "aws:ec2/internetGateway:InternetGateway": { delete: 20 },
    "aws:ec2/vpc:Vpc": { create: 12 },
    // The public IP is mapped on launch after the subnet exists; the provider waits for it.
    "aws:ec2/subnet:Subnet": { create: 11 },
};

const OTHERS = 2;

/** Estimated seconds that AWS takes for one operation on one resource of this type. */
export function estimatedSeconds(type: string, operation: Operation): number {
    return SECONDS[type]?.[operation] ?? OTHERS;
}

/**
 * @param scale seconds to wait for each estimated second; 0 returns immediately
 * @throws Error if the signal is aborted in the meantime
 */
export async function asLongAsAws(
    type: string,
    operation: Operation,
    scale: number,
    signal: AbortSignal,
): Promise<void> {
    if (scale > 0) {
        await sleep(estimatedSeconds(type, operation) * scale * 1000, undefined, { signal }).catch(() => {
            throw new Error(`cancelled during ${operation}`);
        });
    }
}
