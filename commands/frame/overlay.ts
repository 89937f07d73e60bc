import { existsSync } from "node:fs";
import { basename, join } from "node:path";
import { project, root } from "../../base/checkout";
import { BadUsage, UsageError } from "../../base/error";
import { OverlayError } from "../../config/kustomize/error";
import { type Render, render } from "../../config/kustomize/render";
import type { Resource } from "../../config/kustomize/resource";
import { groups } from "../../config/schema";
import { readStackFile } from "../../config/stackFile";
import { checkoutFolder } from "../../config/workload/checkout";

/** A rendered overlay. */
export interface Overlay {
    /** The working copy that contains it. */
    root: string;
    /** Its folder in the working copy. */
    path: string;
    /** The last part of that path. */
    name: string;
    namespace: string;
    resources: readonly Resource[];
}

export interface WhichOverlay {
    /** A folder of gitops/platform/overlays, or a path from the root of the checkout. */
    overlay?: string;
    /** A stack. Its overlay is in gitops.path. */
    stack?: string;
}

/**
 * @param rendered how; default: by Kustomize, if it is there
 * @throws BadUsage if the overlay doesn't exist; UsageError if it can't be rendered
 */
export function overlayOf(which: WhichOverlay, rendered: Render = render): Overlay {
    const place = which.stack === undefined ? byName(which.overlay) : byStack(which.stack);
    if (!existsSync(join(place.root, place.path))) {
        throw new BadUsage(`There is no overlay ${place.path}: --overlay takes a folder of ${overlays}, or its path.`);
    }
    try {
        const { resources, namespace = place.namespace } = rendered(place.root, place.path);
        return { root: place.root, path: place.path, name: basename(place.path), namespace, resources };
    } catch (error) {
        throw error instanceof OverlayError ? new UsageError(error.message) : error;
    }
}

export const overlays = "gitops/platform/overlays";

/** The overlay that --overlay names: a folder of `overlays`, or a path from the root of the checkout. */
export const overlayPath = (name: string): string =>
    name.includes("/") ? name.replace(/\/+$/, "") : `${overlays}/${name}`;

interface Place {
    root: string;
    path: string;
    /** The namespace into which Argo CD deploys objects without one. */
    namespace: string;
}

function byName(name: string | undefined): Place {
    if (name === undefined) throw new BadUsage("Pass the overlay: --overlay NAME, or --stack NAME.");
    return { root, path: overlayPath(name), namespace: "confluent" };
}

function byStack(stack: string): Place {
    const settings = groups.gitops.safeParse(readStackFile(stack).config[`${project}:gitops`]);
    if (!settings.success) {
        throw new UsageError(`gitops of the stack ${stack} is invalid: npm run preview -- --stack ${stack} says why.`);
    }
    const { path, namespace } = settings.data;
    const folder = checkoutFolder(settings.data, root);
    if (folder === undefined)
        throw new UsageError(`The stack ${stack} has no working copy of ${path}: gitops.checkout is none.`);
    return { root: folder, path, namespace };
}
