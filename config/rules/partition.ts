import { partitionOf } from "../aws/partition";

/** What of a list of ARNs is not of the region's partition, with the reason for a refusal. */
export function ofAnotherPartition(arns: readonly string[], region: string) {
    /** How ARNs of the region's partition begin. */
    const beginning = `arn:${partitionOf(region)}:`;
    return {
        strangers: arns.filter((arn) => !arn.startsWith(beginning)),
        beginning,
        reason: `is in a different AWS partition from the region ${region}, whose ARNs begin with ${beginning}`,
    };
}
