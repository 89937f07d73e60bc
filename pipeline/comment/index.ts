import type { Forge } from "../forge/forge";
import { cutMarkdown } from "../text";

/** What tells our comment from others; people do not see it. */
export const marker = "<!-- confluent-gitops: what this change does -->";

/**
 * Says something on a pull request, in the one comment that is for it: edits that, or makes it where there is none. A comment
 * that somebody else wrote is not edited, whatever is in it.
 *
 * @param body Markdown; cut where the forge takes no more
 * @returns what was done
 */
export async function upsertComment(
    forge: Forge,
    change: number,
    body: string,
): Promise<"made" | "edited" | "as it was"> {
    const thread = { kind: "change", number: change } as const;
    const text = `${marker}\n${cutMarkdown(body, forge.limit - marker.length - 1)}`;
    const self = await forge.self();
    const ours = (await forge.comments(thread)).find(
        (comment) => comment.author === self && comment.body.startsWith(marker),
    );
    if (!ours) {
        await forge.addComment(thread, text);
        return "made";
    }
    // A forge may give a body back with other ends of lines than it took.
    if (ours.body.replaceAll("\r\n", "\n").trim() === text.trim()) return "as it was";
    await forge.editComment(thread, ours.id, text);
    return "edited";
}
