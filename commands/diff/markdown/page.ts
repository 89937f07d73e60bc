import type { Comparison } from "../model";
import { addonsHeadline, renderAddons } from "./addons";
import { code, prose } from "./code";
import { renderFinal, renderLosses } from "./losses";
import { overlayName } from "./opening";
import { overlayHeadline, renderOverlay } from "./overlay";
import { headline, renderStack } from "./stack";

/** The limit of a comment on GitHub, in characters (its API returns an error above it). GitLab's limit is much higher. */
export const gitHubLimit = 65_536;

export interface PageOptions {
    /** In characters. Default: no limit. */
    limit?: number;
    /** The command that shows everything, if the page is cut. */
    whole: string;
}

interface Part {
    text: string;
    /** Replaces it if there is no room for it. */
    short: string;
}

/**
 * What a change does, as GitHub's Markdown: first what is lost, then stacks, overlays and addons, and then unchanged parts
 * in a line each. If this exceeds the limit, later parts are cut to their headlines, and the end says so.
 */
export function renderPage(comparison: Comparison, { limit = Infinity, whole }: PageOptions): string {
    const { base, head, stacks, overlays, addons, served } = comparison;
    const parts: Part[] = [
        ...stacks
            .filter(({ state }) => state !== "same")
            .map((stack) => ({
                text: renderStack(stack),
                short: `### Stack ${code(stack.stack)}: ${headline(stack)}`,
            })),
        ...overlays
            .filter(({ state }) => state !== "same")
            .map((overlay) => ({
                text: renderOverlay(overlay),
                short: `### Overlay ${overlayName(overlay)}: ${overlayHeadline(overlay)}`,
            })),
        ...addons
            .filter(({ state }) => state !== "same")
            .map((folder) => ({
                text: renderAddons(folder),
                short: `### Addons ${overlayName(folder)}: ${addonsHeadline(folder)}`,
            })),
    ];
    const same = [
        ...stacks
            .filter(({ state }) => state === "same")
            .map((stack) => `Stack ${code(stack.stack)}: ${headline(stack)}.`),
        ...overlays
            .filter(({ state }) => state === "same")
            .map((overlay) => `Overlay ${overlayName(overlay)}: ${overlayHeadline(overlay)}.`),
        ...addons
            .filter(({ state }) => state === "same")
            .map((folder) => `Addons ${overlayName(folder)}: ${addonsHeadline(folder)}.`),
    ];
    const losses = [...stacks, ...overlays, ...addons].flatMap((one) => one.losses);
    const top = [
        `## What this change does`,
        `From ${prose(base)} to ${prose(head)}.`,
        renderLosses(losses, limit / 2),
        renderFinal(overlays.flatMap(({ final = [] }) => final)),
    ]
        .filter(Boolean)
        .join("\n\n");
    const end = [same.map((line) => `- ${line}`).join("\n"), `<sub>${served.join("<br>")}</sub>`].filter(Boolean);
    return fitted(
        [top, ...(parts.length === 0 ? ["**Nothing changes, in any stack, overlay or addon.**"] : [])],
        parts,
        end,
        {
            limit,
            whole,
        },
    );
}

/** As many complete parts, starting with the first, as there is room for next to the headlines of the others. */
function fitted(
    top: readonly string[],
    parts: readonly Part[],
    end: readonly string[],
    { limit, whole }: Required<PageOptions>,
): string {
    const page = (texts: readonly string[], notes: readonly string[]) =>
        `${[...top, ...texts, ...notes].join("\n\n")}\n`;
    const all = page(
        parts.map(({ text }) => text),
        end,
    );
    if (all.length <= limit) return all;
    const note = `> This is cut, because a comment may have ${limit} characters. To see everything: ${whole}`;
    for (let count = parts.length - 1; count >= 0; count -= 1) {
        const texts = parts.map(({ text, short }, at) => (at < count ? text : short));
        const cut = page(texts, [...end, note]);
        if (cut.length <= limit) return cut;
    }
    return `${page([], [note]).slice(0, limit)}`;
}
