import { partitionOf } from "../aws/partition";

/** The ARNs in a list that aren't in the region's partition, with the reason for rejecting them. */
export function ofAnotherPartition(arns: readonly string[], region: string) {
    /** The prefix of ARNs in the region's partition. */
    const beginning = `arn:${partitionOf(region)}:`;
    return {
        strangers: arns.filter((arn) => !arn.startsWith(beginning)),
        beginning,
        reason: `is in a different AWS partition from the region ${region}, whose ARNs begin with ${beginning}`,
    };
}
