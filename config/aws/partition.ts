/**
 * AWS's partitions other than `aws`, by the prefix of their regions' names. Resources of one partition are unknown in
 * another.
 *
 * @see https://docs.aws.amazon.com/whitepapers/latest/aws-fault-isolation-boundaries/partitions.html, and botocore's
 * partitions.json for the isolated ones
 */
const byRegion: readonly (readonly [RegExp, string])[] = [
    [/^us-gov-/, "aws-us-gov"],
    [/^cn-/, "aws-cn"],
    [/^us-iso-/, "aws-iso"],
    [/^us-isob-/, "aws-iso-b"],
    [/^eu-isoe-/, "aws-iso-e"],
    [/^us-isof-/, "aws-iso-f"],
    [/^eusc-/, "aws-eusc"],
];

/** The second part of every ARN in a region: `aws`, `aws-us-gov`, `aws-cn`. */
export function partitionOf(region: string): string {
    return byRegion.find(([regions]) => regions.test(region))?.[1] ?? "aws";
}
