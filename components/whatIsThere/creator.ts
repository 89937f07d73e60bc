import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { Config } from "../../config";
import { principalOf } from "../../config/aws/principal";
import type { RunningCluster } from "./runningCluster";

/**
 * The tag of a cluster that records who created it. EKS makes the creator an administrator, through an access entry
 * that is in none of the stack's lists, and doesn't accept a second entry for the same principal
 * (ResourceInUseException). Somebody else may run `pulumi up` later, so this is recorded on the cluster.
 */
export const creatorTag = "confluent-gitops/creator";

/**
 * The principal that creates, or has created, the stack's EKS cluster, as `principalOf` writes it. Undefined if it is
 * unknown: the cluster exists and is older than its tag; or the stack creates none.
 *
 * @param running the cluster as it is in AWS
 */
export async function clusterCreator(
    { cluster }: Pick<Config, "cluster">,
    running: RunningCluster | undefined,
): Promise<string | undefined> {
    if (cluster.source !== "eks") return undefined;
    return running ? running.tags[creatorTag] : principalOf((await aws.getCallerIdentity()).arn);
}

/** The principals that need an access entry of their own. Reports the one that doesn't. */
export function withoutCreator(key: string, arns: readonly string[], creator: string | undefined): string[] {
    const others = arns.filter((arn) => principalOf(arn) !== creator);
    for (const arn of arns.filter((each) => !others.includes(each))) {
        void pulumi.log.info(
            `${key}: ${arn} creates the cluster, and so is its administrator without an access entry.`,
        );
    }
    return others;
}
