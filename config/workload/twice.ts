import { join } from "node:path";
import { OverlayError } from "../kustomize/error";
import type { Checkout } from "../kustomize/files";
import { isObject, type Json, textOf } from "../kustomize/json";
import { child } from "./platform";

/**
 * Refuses a line that an overlay has twice. Kustomize does so only where it brings an object, and speaks of that; one that
 * patches is applied again, and whoever takes one of the lines away wonders.
 */
export function refuseTwice(checkout: Checkout, folder: string): void {
    const read = kustomizationOf(checkout, folder);
    if (!read) return;
    for (const list of ["resources", "components"]) {
        const lines = child(read.document, list);
        const paths = Array.isArray(lines) ? lines.map((line) => join(folder, textOf(line))) : [];
        const again = paths.findIndex((path, index) => paths.indexOf(path) < index);
        if (again < 0) continue;
        const line = textOf((lines as Json[])[again]);
        throw new OverlayError(read.file, `has ${line} twice in its ${list}`, "remove one of the two lines");
    }
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
