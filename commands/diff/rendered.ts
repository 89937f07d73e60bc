import { existsSync } from "node:fs";
import { join } from "node:path";
import { buildOverlay } from "../../rehearsal/overlays/build";
import { objectsIn, type Rendered } from "../../rehearsal/overlays/objects";
import type { Refusal, SideName } from "./model";
import type { Sides } from "./stack";

export type Objects = Map<string, Rendered>;

/** Renders a folder, as YAML. */
export type Build = (folder: string) => Promise<string>;

/**
 * Renders each folder once, one after another: the stacks are compared meanwhile, which takes longer.
 *
 * @param kustomize path of the binary
 */
export function oneByOne(kustomize: string): Build {
    const renderings = new Map<string, Promise<string>>();
    let last: Promise<unknown> = Promise.resolve();
    return (folder) => {
        const before = last;
        const rendering = renderings.get(folder) ?? before.then(() => buildOverlay(kustomize, folder));
        renderings.set(folder, rendering);
        last = Promise.allSettled([before, rendering]);
        return rendering;
    };
}

/** What refusals leave to say of a folder; undefined where both sides can be compared. */
export const stateOfRefused = (refusals: readonly Refusal[]): "broken" | "mended" | undefined =>
    refusals.some(({ side }) => side === "head") ? "broken" : refusals.length > 0 ? "mended" : undefined;

/** A folder's objects on both sides; undefined on a side that does not have it, or where Kustomize refuses it. */
export async function renderSides(
    { path, basePath = path }: { path: string; basePath?: string },
    sides: Sides,
    build: Build,
): Promise<{ base: Objects | undefined; head: Objects | undefined; refusals: readonly Refusal[] }> {
    const refusals: Refusal[] = [];
    const render = async (side: SideName, folder: string): Promise<Objects | undefined> => {
        const { checkout } = sides[side];
        if (!existsSync(join(checkout, folder, "kustomization.yaml"))) return undefined;
        try {
            return objectsIn(await build(join(checkout, folder)));
        } catch (error) {
            const message = error instanceof Error ? error.message : String(error);
            refusals.push({ side, message: message.replaceAll(`${checkout}/`, "") });
            return undefined;
        }
    };
    const [base, head] = await Promise.all([render("base", basePath), render("head", path)]);
    return { base, head, refusals };
}
