import type { Forge } from "../forge/forge";
import { cutMarkdown } from "../text";

/** Identifies our comment. Readers don't see it. */
export const marker = "<!-- confluent-gitops: what this change does -->";

/**
 * Posts something on a pull request in a single comment: edits that comment, or creates it. A comment by somebody else is
 * never edited, whatever it contains.
 *
 * @param body Markdown; cut if it exceeds the forge's limit
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
    // A forge may return a body with other line endings than it was sent.
    if (ours.body.replaceAll("\r\n", "\n").trim() === text.trim()) return "as it was";
    await forge.editComment(thread, ours.id, text);
    return "edited";
}
