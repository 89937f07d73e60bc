import { join } from "node:path";
import { OverlayError } from "../kustomize/error";
import type { Checkout } from "../kustomize/files";
import { isObject, type Json, listOf, textOf } from "../kustomize/json";
import { child } from "./platform";

/**
 * Refuses a line that an overlay has twice. Kustomize does so only where it brings an object, and speaks of that; one that
 * patches is applied again, and whoever takes one of the lines away wonders. The same goes for a component that another one of the
 * overlay's takes in.
 */
export function refuseTwice(checkout: Checkout, folder: string): void {
    const read = kustomizationOf(checkout, folder);
    if (!read) return;
    for (const list of ["resources", "components"]) {
        const lines = linesOf(read.document, list, folder);
        const again = lines.find(({ path }, index) => lines.findIndex((one) => one.path === path) < index);
        if (!again) continue;
        throw new OverlayError(read.file, `has ${again.line} twice in its ${list}`, "remove one of the two lines");
    }
    const components = linesOf(read.document, "components", folder).map((one) => ({
        ...one,
        takes: takenIn(checkout, one.path),
    }));
    for (const { line, path } of components) {
        const taker = components.find((one) => one.path !== path && one.takes.has(path));
        if (!taker) continue;
        const what = `has ${line} in its components, which ${taker.line} takes in already`;
        throw new OverlayError(read.file, what, "remove its line");
    }
}

/** The lines of a kustomization's list, and the folders that they name. */
const linesOf = (document: Json | undefined, list: string, folder: string): { line: string; path: string }[] =>
    listOf(child(document, list))
        .map(textOf)
        .map((line) => ({ line, path: join(folder, line) }));

/** The components that a component takes in, at whatever depth. */
function takenIn(checkout: Checkout, folder: string, seen = new Set<string>()): Set<string> {
    for (const { path } of linesOf(kustomizationOf(checkout, folder)?.document, "components", folder)) {
        if (seen.has(path)) continue;
        seen.add(path);
        takenIn(checkout, path, seen);
    }
    return seen;
}

/** Undefined where it cannot be read: what is wrong with it is said where it is rendered. */
function kustomizationOf(checkout: Checkout, folder: string): { file: string; document: Json } | undefined {
    try {
        const file = checkout.kustomizationIn(folder);
        const [document] = checkout.documents(file, "json");
        return isObject(document) ? { file, document } : undefined;
    } catch {
        return undefined;
    }
}
