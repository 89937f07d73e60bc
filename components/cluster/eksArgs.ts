import type { AwsSignIn } from "../../config/aws/awsSignIn";
import type { ClusterSettings } from "../../config/schema";
import type { Network } from "../network";

/** `cluster` of a stack that makes its own. */
export type EksSettings = Extract<ClusterSettings, { source: "eks" }>;

export interface EksArgs {
    settings: EksSettings;
    network: Network;
    signIn: AwsSignIn;
    /** Who makes or has made it, by `clusterCreator`. */
    creator: string | undefined;
    /** Whether its log group is there before it, by `isLogGroupLeft`. */
    logGroupIsLeft: boolean;
    /** Whether it is there already. */
    isRunning: boolean;
    /** Of what AWS makes, by aws:defaultTags. */
    tags: Record<string, string>;
}
