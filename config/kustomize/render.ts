import { createHash } from "node:crypto";
import { build, keyOf, origins } from "./build";
import { OutsideError, OverlayError, UnfollowedError } from "./error";
import { Checkout } from "./files";
import { imageFieldsOf } from "./imageFields";
import { read, type Rendering } from "./read";
import { type Draft } from "./resource";
import { isObject, textOf } from "./json";
import { findKustomize, type Kustomize } from "./tool";

export type { Rendering } from "./read";

/**
 * The objects of a kustomization, rendered by Kustomize if it is available. The program's own reader then reports which
 * file set what; without Kustomize, its result alone is used.
 *
 * @param root the checkout
 * @param path the overlay's folder, relative to it
 * @param kustomize undefined to use only the program's own reader
 * @throws OverlayError with file, what is wrong and what to do
 */
export function render(root: string, path: string, kustomize = findKustomize().kustomize): Rendering {
    const key = JSON.stringify([root, path, kustomize]);
    const last = renders.get(key);
    if (last?.checkout.isUnchanged()) return last.rendering;
    const checkout = new Checkout(root);
    const own = attempt(() => read(checkout, path));
    const rendering = { ...rendered(own, checkout, path, kustomize), files: [...checkout.seen.keys()] };
    // For what the reader can't handle, Kustomize has read more files than the checkout was asked for here.
    if (!(own instanceof OverlayError)) renders.set(key, { checkout, rendering });
    return rendering;
}

export type Render = typeof render;

/**
 * The same, using the program's own reader if it can handle the folder, and otherwise Kustomize, which takes time to
 * start. Both render the same (test/engine/overlays.test.ts).
 */
export const renderQuickly: Render = (root, path, kustomize) => {
    const checkout = new Checkout(root);
    const own = attempt(() => read(checkout, path));
    return own instanceof OverlayError ? render(root, path, kustomize) : { ...own, files: [...checkout.seen.keys()] };
};

/** The last rendering of each folder in this process, because a configuration may be checked many times. */
const renders = new Map<string, { checkout: Checkout; rendering: Rendering }>();

function rendered(
    own: Rendering | OverlayError,
    checkout: Checkout,
    path: string,
    kustomize: Kustomize | undefined,
): Rendering {
    if (own instanceof OutsideError || !kustomize) {
        if (own instanceof OverlayError) throw own;
        return own;
    }
    if (!(own instanceof OverlayError)) return remembered(kustomize, checkout, path, own);
    try {
        return byKustomize(kustomize, checkout, path, undefined);
    } catch (error) {
        // If both reject it, the reader's message names the file and line, and what to do.
        throw own instanceof UnfollowedError ? error : own;
    }
}

function attempt(what: () => Rendering): Rendering | OverlayError {
    try {
        return what();
    } catch (error) {
        if (error instanceof OverlayError) return error;
        throw error;
    }
}

/** Renderings in this process, by the files that they were rendered from, because Kustomize takes time to start. */
const renderings = new Map<string, Rendering>();

function remembered(kustomize: Kustomize, checkout: Checkout, path: string, own: Rendering): Rendering {
    const hash = createHash("sha256").update(JSON.stringify([kustomize, path]));
    for (const [file, contents] of checkout.seen) hash.update(`\0${file}\0${contents.length}\0`).update(contents);
    const key = hash.digest("hex");
    const rendering = renderings.get(key) ?? byKustomize(kustomize, checkout, path, own);
    renderings.set(key, rendering);
    return rendering;
}

function byKustomize(kustomize: Kustomize, checkout: Checkout, path: string, own: Rendering | undefined): Rendering {
    const read = new Map(own?.resources.map((resource) => [keyOf(resource as Draft), resource]));
    // In the order in which they are read, so that a message is the same with and without Kustomize.
    const order = [...read.keys()];
    const resources = build(kustomize, checkout, path).sort(
        (one, other) => order.indexOf(keyOf(one)) - order.indexOf(keyOf(other)),
    );
    const files = resources.every((resource) => read.has(keyOf(resource)))
        ? new Map<string, string>()
        : origins(kustomize, checkout, path);
    for (const resource of resources) {
        const twin = read.get(keyOf(resource));
        resource.file = twin?.file ?? files.get(keyOf(resource)) ?? resource.file;
        for (const [image, file] of twin?.setBy ?? []) resource.setBy.set(image, file);
        for (const file of twin?.changedBy ?? []) resource.changedBy.add(file);
    }
    return {
        namespace: own ? own.namespace : namespaceOf(checkout, path),
        resources,
        imageFields: own?.imageFields ?? imageFieldsOf(checkout, path),
        idle: own?.idle ?? [],
    };
}

/** The namespace that a kustomization sets, regardless of its other contents. */
function namespaceOf(checkout: Checkout, path: string): string | undefined {
    const [kustomization] = checkout.documents(checkout.kustomizationIn(path));
    return isObject(kustomization) ? textOf(kustomization.namespace) || undefined : undefined;
}
