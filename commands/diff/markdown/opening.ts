import type { OverlayComparison } from "../model";
import { block } from "./blocks";
import { code } from "./code";

type Compared = Pick<OverlayComparison, "path" | "basePath" | "refusals" | "state" | "stacks">;

export const operations = ["removed", "changed", "added"] as const;
/** An operation, as a row begins with it. */
export const names: Record<(typeof operations)[number], string> = {
    removed: "**removed**",
    changed: "changed",
    added: "added",
};
/** The most fields of one object. */
export const mostFields = 20;

export const overlayName = ({ path, basePath }: Pick<Compared, "path" | "basePath">): string =>
    basePath ? `${code(basePath)} → ${code(path)}` : code(path);

/** The heading of a folder's part of the page, and Kustomize's refusals. @param it the folder, as the sentence refers to it */
export function opening(what: string, it: string, headline: string, comparison: Compared): string[] {
    const { refusals, state, stacks } = comparison;
    const followed = stacks.length > 0 ? ` (followed by ${stacks.map(code).join(", ")})` : "";
    return [
        `### ${what} ${overlayName(comparison)}${followed}: ${headline}`,
        ...refusals.flatMap(({ side, message }) => [`Kustomize refuses ${it} at ${side}:`, block(message)]),
        ...(state === "mended" ? ["Base is refused, so there is nothing to compare with. Head renders."] : []),
    ];
}

/** The summary of a folder, in one line. @param words for unchanged and for removed folders, in singular or plural */
export function headlineOf(state: Compared["state"], counts: string, words: { same: string; removed: string }): string {
    if (state === "broken") return "**refused**";
    if (state === "mended") return "no longer refused";
    if (state === "same") return words.same;
    return { added: `new, ${counts}`, removed: `${words.removed}, ${counts}`, changed: counts }[state];
}
