import { type AwsSignIn, readAwsSignIn } from "../../config/aws/awsSignIn";
import { ConfigurationError } from "../../config/problems";
import { groups } from "../../config/schema";
import { project } from "../../base/checkout";
import { readStackFile } from "../../config/stackFile";
import { UsageError } from "../../base/error";

/** Where to look for what a stack has left, and with which identity. */
export interface Target {
    stack: string;
    /** Name of the EKS cluster that the stack creates. */
    cluster: string;
    region: string;
    signIn: AwsSignIn;
    /** `aws:useFipsEndpoint`. */
    useFips: boolean;
}

/**
 * Reads a stack's file.
 *
 * @param region replaces the stack's `aws:region`
 * @throws UsageError if the stack creates no cluster, or has no region; ConfigurationError for a way to sign in that isn't
 * supported
 */
export function targetOf(stack: string, region: string | undefined): Target {
    const { config } = readStackFile(stack);
    const cluster = groups.cluster.safeParse(config[`${project}:cluster`] ?? {});
    if (!cluster.success) {
        throw new UsageError(
            `cluster of the stack ${stack} is not right: npm run preview -- --stack ${stack} says why.`,
        );
    }
    if (cluster.data.source !== "eks") {
        throw new UsageError(
            `The stack ${stack} creates no cluster: what its workload leaves behind is in a cluster that stays, and the driver there deletes it.`,
        );
    }
    const ofProvider = Object.entries(config).flatMap(([key, value]) =>
        key.startsWith("aws:") ? [[key.slice(4), typeof value === "string" ? value : JSON.stringify(value)]] : [],
    );
    const aws = Object.fromEntries(ofProvider) as Record<string, string>;
    const { signIn, problems } = readAwsSignIn(aws);
    if (problems.length > 0) throw new ConfigurationError(problems);
    const found = region ?? aws.region ?? process.env.AWS_REGION ?? process.env.AWS_DEFAULT_REGION;
    if (!found) throw new UsageError(`The stack ${stack} has no aws:region: pass --region.`);
    return { stack, cluster: cluster.data.name, region: found, signIn, useFips: aws.useFipsEndpoint === "true" };
}
