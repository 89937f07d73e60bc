import type { OverlayComparison } from "../diff/model";
import { compareOverlays } from "../diff/overlay";
import { oneByOne } from "../diff/rendered";

/**
 * The differences of an overlay between two folders that contain a complete commit each. @param prune of the stack that
 * follows it
 */
export async function compareFolders(
    path: string,
    base: string,
    head: string,
    { stack, prune }: { stack: string; prune: boolean },
): Promise<OverlayComparison> {
    const sides = { base: { checkout: base, label: "base" }, head: { checkout: head, label: "head" } };
    const pair = { path, followers: [{ stack, path, prune }] };
    const [overlay] = await compareOverlays([pair], sides, oneByOne());
    if (!overlay) throw new Error(`${path} was not compared`);
    return overlay;
}
