import { existsSync, readdirSync } from "node:fs";
import { isAbsolute, join, normalize, resolve } from "node:path";
import { isElsewhere, noCheckout, ownCheckout } from "../../config/workload/checkout";
import { committedStacks, project } from "../../base/checkout";
import { readStackFile } from "../../config/stackFile";

/** A stack, and what Argo CD does for it with an overlay. */
export interface Follower {
    stack: string;
    /** `gitops.path` or `gitops.addons`, from the checkout's root. */
    path: string;
    /** `gitops.prune`. */
    prune: boolean;
}

/**
 * The committed stacks of a checkout that say which folder of it they follow. A file that cannot be read follows none.
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

/** `gitops.checkout` of a stack; `.` where that is the checkout that the stack is in, or a value that is refused. */
export function checkoutOf(stack: string, checkout: string): string {
    const own = settingsOf(stack, checkout).checkout;
    return typeof own === "string" && own !== "" && isElsewhere({ checkout: own }, checkout) ? own : ownCheckout;
}

/**
 * Where the tree of a stack is read for a comparison: a revision that is written to a folder has no other repository's working
 * copy beside it, so that both sides take the one of `repository`, and `none` without one. Undefined for a tree of its own.
 */
export function treeElsewhere(stack: string, checkout: string, repository: string): string | undefined {
    const own = checkoutOf(stack, checkout);
    if (own === ownCheckout) return undefined;
    const folder = isAbsolute(own) ? own : resolve(repository, own);
    return own !== noCheckout && existsSync(folder) ? folder : noCheckout;
}

/** Sentences on the stacks whose tree is not compared, for it is in another repository. */
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

/** Where overlays are, and where they are in revisions of before. */
const overlayFolders = ["gitops/platform/overlays", "gitops/overlays"];

/** The same of addons. */
const addonFolders = ["gitops/addons/overlays"];

/** Paths of the overlays of a checkout, by which its stacks may differ. */
export const overlaysIn = (checkout: string): string[] => foldersIn(checkout, overlayFolders);

/** Paths of its folders of addons. */
export const addonsIn = (checkout: string): string[] => foldersIn(checkout, addonFolders);

function foldersIn(checkout: string, parents: readonly string[]): string[] {
    return parents
        .filter((folder) => existsSync(join(checkout, folder)))
        .flatMap((folder) => readdirSync(join(checkout, folder)).map((name) => join(folder, name)))
        .filter((path) => existsSync(join(checkout, path, "kustomization.yaml")));
}
