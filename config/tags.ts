import type { Problem } from "./problems";

/**
 * The tags in `aws:defaultTags`. AWS's provider puts them on what it makes; on what AWS makes of that, instances of a node
 * group and volumes of the CSI driver, the program has to.
 *
 * @param aws the stack's `aws:` keys, without the prefix, as Pulumi hands them over: JSON where they have structure
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
                allowed: "tags, a text each: numbers, true and false in quotes",
                fix: "pulumi config set --path aws:defaultTags.tags.Project confluent-gitops",
            },
        ],
    };
}

/** What is no JSON is no group of tags either. */
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
