import type { AwsSignIn } from "../../config/aws/awsSignIn";
import type { ClusterSettings } from "../../config/schema";
import type { Network } from "../network";

/** `cluster` in a stack that creates its own cluster. */
export type EksSettings = Extract<ClusterSettings, { source: "eks" }>;

export interface EksArgs {
    settings: EksSettings;
    network: Network;
    signIn: AwsSignIn;
    /** The principal that creates or has created it, from `clusterCreator`. */
    creator: string | undefined;
    /** Whether its log group exists before it does, from `isLogGroupLeft`. */
    logGroupIsLeft: boolean;
    /** Whether it already exists. */
    isRunning: boolean;
    /** Tags of everything that is created in AWS, from aws:defaultTags. */
    tags: Record<string, string>;
}
