import { existsSync, readdirSync } from "node:fs";
import { isAbsolute, join, normalize, resolve } from "node:path";
import { isElsewhere, noCheckout, ownCheckout } from "../../config/workload/checkout";
import { committedStacks, project } from "../../base/checkout";
import { readStackFile } from "../../config/stackFile";

/** A stack, and what Argo CD does for it with an overlay. */
export interface Follower {
    stack: string;
    /** `gitops.path` or `gitops.addons`, relative to the checkout's root. */
    path: string;
    /** `gitops.prune`. */
    prune: boolean;
}

/**
 * The committed stacks of a checkout that follow a folder of it. If a stack's file cannot be read, it follows none.
 *
 * @param key below `gitops`: the platform's overlay, or the addons
 */
export function followersIn(checkout: string, key: "path" | "addons" = "path"): Follower[] {
    return committedStacks(checkout).flatMap((stack) => {
        try {
            if (checkoutOf(stack, checkout) !== ownCheckout) return [];
            const { [key]: path, prune = true } = settingsOf(stack, checkout);
            return typeof path === "string" && path
                ? [{ stack, path: normalize(path).replace(/\/$/, ""), prune: prune !== false }]
                : [];
        } catch {
            return [];
        }
    });
}

interface Settings {
    path?: unknown;
    addons?: unknown;
    prune?: unknown;
    checkout?: unknown;
}

const settingsOf = (stack: string, checkout: string): Settings =>
    readStackFile(stack, {}, checkout).config[`${project}:gitops`] ?? {};

/** `gitops.checkout` of a stack. It is `.` if that is the checkout that contains the stack, or if the value is refused. */
export function checkoutOf(stack: string, checkout: string): string {
    const own = settingsOf(stack, checkout).checkout;
    return typeof own === "string" && own !== "" && isElsewhere({ checkout: own }, checkout) ? own : ownCheckout;
}

/**
 * Where a comparison reads the tree of a stack. A revision that is written to a folder has no working copy of another
 * repository next to it, so both sides read the one of `repository`, or `none` without one. Undefined if the tree is in the
 * stack's own checkout.
 */
export function treeElsewhere(stack: string, checkout: string, repository: string): string | undefined {
    const own = checkoutOf(stack, checkout);
    if (own === ownCheckout) return undefined;
    const folder = isAbsolute(own) ? own : resolve(repository, own);
    return own !== noCheckout && existsSync(folder) ? folder : noCheckout;
}

/** Sentences about the stacks whose tree is not compared because it is in another repository. */
export function treesNotCompared(checkout: string): string[] {
    const elsewhere = committedStacks(checkout).filter((stack) => {
        try {
            return checkoutOf(stack, checkout) !== ownCheckout;
        } catch {
            return false;
        }
    });
    if (elsewhere.length === 0) return [];
    return [
        `The tree of ${elsewhere.map((stack) => `\`${stack}\``).join(", ")} is in another repository (\`gitops.checkout\`), and was not compared: overlays here are those of this repository.`,
    ];
}

/** Where overlays are now, and where they were in earlier revisions. */
const overlayFolders = ["gitops/platform/overlays", "gitops/overlays"];

/** The same for addons. */
const addonFolders = ["gitops/addons/overlays"];

/** Paths of the overlays of a checkout in which its stacks may differ. */
export const overlaysIn = (checkout: string): string[] => foldersIn(checkout, overlayFolders);

/** Paths of its folders of addons. */
export const addonsIn = (checkout: string): string[] => foldersIn(checkout, addonFolders);

function foldersIn(checkout: string, parents: readonly string[]): string[] {
    return parents
        .filter((folder) => existsSync(join(checkout, folder)))
        .flatMap((folder) => readdirSync(join(checkout, folder)).map((name) => join(folder, name)))
        .filter((path) => existsSync(join(checkout, path, "kustomization.yaml")));
}
