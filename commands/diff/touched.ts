import type { Comparison } from "./model";

/**
 * Names of head's stacks that a change affects, in order: those whose previews differ, and those whose overlay or addons
 * render differently. A refused stack counts as affected, even if nothing else differs.
 */
export function touchedStacks({
    stacks,
    overlays,
    addons,
}: Pick<Comparison, "stacks" | "overlays" | "addons">): string[] {
    const followed = [...overlays, ...addons]
        .filter(({ state }) => state !== "same")
        .flatMap(({ stacks: followers }) => followers);
    const previewed = stacks.filter(({ state }) => state !== "same" && state !== "removed").map(({ stack }) => stack);
    return [...new Set([...previewed, ...followed])].sort();
}
