import { existsSync } from "node:fs";
import { join } from "node:path";
import { setImmediate } from "node:timers/promises";
import { renderQuickly } from "../../config/kustomize/render";
import type { KubernetesObject } from "../../kubernetes";
import { byName, type Rendered } from "../../rehearsal/overlays/objects";
import type { Refusal, SideName } from "./model";
import type { Sides } from "./stack";

export type Objects = Map<string, Rendered>;

/** Renders a folder of a checkout. @throws Error that says what is wrong */
export type Build = (checkout: string, folder: string) => Promise<Objects>;

/** Renders each folder once, one after another. The stacks are compared at the same time, which takes longer. */
export function oneByOne(): Build {
    const renderings = new Map<string, Promise<Objects>>();
    let last: Promise<unknown> = Promise.resolve();
    return (checkout, folder) => {
        const key = join(checkout, folder);
        const before = last;
        const rendering = renderings.get(key) ?? before.then(() => objectsOf(checkout, folder));
        renderings.set(key, rendering);
        last = Promise.allSettled([before, rendering]);
        return rendering;
    };
}

async function objectsOf(checkout: string, folder: string): Promise<Objects> {
    // Lets other tasks run between one folder and the next.
    await setImmediate();
    const { resources } = renderQuickly(checkout, folder);
    return byName(resources.map(({ object }) => object as unknown as KubernetesObject));
}

/** The result for a folder, as far as refusals decide it. Undefined if both sides can be compared. */
export const stateOfRefused = (refusals: readonly Refusal[]): "broken" | "mended" | undefined =>
    refusals.some(({ side }) => side === "head") ? "broken" : refusals.length > 0 ? "mended" : undefined;

/** A folder's objects on both sides. Undefined on a side that doesn't have it, or where it can't be rendered. */
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
            return await build(checkout, folder);
        } catch (error) {
            const message = error instanceof Error ? error.message : String(error);
            refusals.push({ side, message: message.replaceAll(`${checkout}/`, "") });
            return undefined;
        }
    };
    const [base, head] = await Promise.all([render("base", basePath), render("head", path)]);
    return { base, head, refusals };
}
