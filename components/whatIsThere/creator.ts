import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { Config } from "../../config";
import { principalOf } from "../../config/aws/principal";
import type { RunningCluster } from "./runningCluster";

/**
 * The tag of a cluster that holds who has made it. EKS makes its creator administrator, by an access entry that no list
 * of the stack has, and takes no second entry of the same principal (ResourceInUseException). Who runs `pulumi up` later
 * is somebody else, maybe; so it is written down where the cluster is.
 */
export const creatorTag = "confluent-gitops/creator";

/**
 * Who makes, or has made, the stack's EKS cluster, as `principalOf` writes it. Undefined where that is unknown: the
 * cluster is there, and older than its tag; or the stack makes none.
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

/** Those that need an access entry of their own. Says who of them does not. */
export function withoutCreator(key: string, arns: readonly string[], creator: string | undefined): string[] {
    const others = arns.filter((arn) => principalOf(arn) !== creator);
    for (const arn of arns.filter((each) => !others.includes(each))) {
        void pulumi.log.info(
            `${key}: ${arn} creates the cluster, and so is its administrator without an access entry.`,
        );
    }
    return others;
}
