import { join } from "node:path";
import { OverlayError } from "../kustomize/error";
import type { Checkout } from "../kustomize/files";
import { isObject, type Json, listOf, textOf } from "../kustomize/json";
import { child } from "./platform";

/**
 * Rejects a line that an overlay contains twice. Kustomize does so only for a folder that adds an object, and then
 * reports the object; one that only patches would be applied twice, and removing one of the lines would surprisingly
 * change nothing. The same goes for a component that another component in the overlay includes.
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
        const what = `has ${line} in its components, which ${taker.line} already includes`;
        throw new OverlayError(read.file, what, "remove its line");
    }
}

/** The entries of a kustomization's list, and the folders that they name. */
const linesOf = (document: Json | undefined, list: string, folder: string): { line: string; path: string }[] =>
    listOf(child(document, list))
        .map(textOf)
        .map((line) => ({ line, path: join(folder, line) }));

/** The components that a component includes, at any depth. */
function takenIn(checkout: Checkout, folder: string, seen = new Set<string>()): Set<string> {
    for (const { path } of linesOf(kustomizationOf(checkout, folder)?.document, "components", folder)) {
        if (seen.has(path)) continue;
        seen.add(path);
        takenIn(checkout, path, seen);
    }
    return seen;
}

/** Undefined if it can't be read: the problem is reported when it is rendered. */
function kustomizationOf(checkout: Checkout, folder: string): { file: string; document: Json } | undefined {
    try {
        const file = checkout.kustomizationIn(folder);
        const [document] = checkout.documents(file, "json");
        return isObject(document) ? { file, document } : undefined;
    } catch {
        return undefined;
    }
}
