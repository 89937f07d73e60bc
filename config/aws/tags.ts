import type { Problem } from "../problems";

/**
 * The tags in `aws:defaultTags`. AWS's provider adds them to what it creates. The program has to add them to what AWS
 * creates in turn: instances of a node group, and volumes of the CSI driver.
 *
 * @param aws the stack's `aws:` keys, without the prefix, as Pulumi returns them: JSON if they are structured
 */
export function readTags(aws: Readonly<Record<string, string>>): { tags: Record<string, string>; problems: Problem[] } {
    const { tags = {} } = (parsed(aws.defaultTags) ?? {}) as { tags?: unknown };
    if (isTags(tags)) return { tags, problems: [] };
    return {
        tags: {},
        problems: [
            {
                key: "aws:defaultTags",
                reason: "is not a group of tags whose values are text",
                allowed: "tags with text values: numbers, true and false in quotes",
                fix: "pulumi config set --path aws:defaultTags.tags.Project confluent-gitops",
            },
        ],
    };
}

/** Invalid JSON isn't a group of tags either. */
function parsed(text = "{}"): unknown {
    try {
        return JSON.parse(text);
    } catch {
        return { tags: text };
    }
}

const isTags = (tags: unknown): tags is Record<string, string> =>
    typeof tags === "object" &&
    tags !== null &&
    !Array.isArray(tags) &&
    Object.values(tags).every((value) => typeof value === "string");

/** AWS allows 50 tags on a resource, of which EKS and the driver use some. */
const most = 40;

/**
 * Tags that are reserved for the driver, which otherwise doesn't start: validateExtraTags in aws-ebs-csi-driver,
 * pkg/driver/validation.go.
 */
const ofTheDriver = /^(kubernetes\.io|ebs\.csi\.aws\.com\/|CSIVolumeName$|CSIVolumeSnapshotName$)/;

/**
 * Tags that one of the services rejects. EC2 accepts more than IAM, KMS and EKS
 * (https://docs.aws.amazon.com/IAM/latest/UserGuide/id_tags.html#id_tags_rules). The add-on of the EBS CSI driver, which
 * passes all tags in one flag, `--extra-tags=KEY=VALUE,…`, accepts even less. All of these errors would appear only after
 * the rest of the stack exists.
 */
export function unfitTags(tags: Readonly<Record<string, string>>): Problem[] {
    const keys = Object.keys(tags);
    const reasons = Object.entries(tags).flatMap(([key, value]) => {
        const reason = whyUnfit(key, value);
        return reason === undefined ? [] : [`${JSON.stringify(key)} ${reason}`];
    });
    const twice = keys.filter((key, index) =>
        keys.slice(0, index).some((other) => other.toLowerCase() === key.toLowerCase()),
    );
    return [
        ...reasons,
        ...twice.map(
            (key) =>
                `${JSON.stringify(key)} differs from another key only in upper and lower case, which IAM treats as the same`,
        ),
        ...(keys.length > most ? [`has ${keys.length} tags; AWS and EKS leave room for ${most}`] : []),
    ].map((reason) => ({
        key: "aws:defaultTags",
        reason,
        allowed: `at most ${most} tags: a key of 1 to 128 letters, digits, spaces and . : / + - @ _, a value of 256 at most with = too`,
        fix: "change it in the stack's file, or set it only on the resources that accept it",
    }));
}

function whyUnfit(key: string, value: string): string | undefined {
    if (key.length === 0 || key.length > 128) return "is not a key of 1 to 128 characters";
    if (/^aws:/i.test(key)) return "begins with aws:, which is reserved for AWS";
    if (ofTheDriver.test(key)) return "is reserved for Kubernetes and the EBS CSI driver";
    if (!/^[\p{L}\p{Z}\p{N}_.:/+\-@]*$/u.test(key))
        return "has characters that some AWS services or the EBS CSI driver do not accept";
    if (value.length > 256) return "has a value of more than 256 characters";
    if (!/^[\p{L}\p{Z}\p{N}_.:/=+\-@]*$/u.test(value))
        return "has a value with characters that IAM and EKS do not accept";
    return undefined;
}
