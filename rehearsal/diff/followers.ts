import { existsSync, readdirSync } from "node:fs";
import { join, normalize } from "node:path";
import { committedStacks } from "../engine";
import { project, readStackFile } from "../engine/stackFile";

/** A stack, and what Argo CD does for it with an overlay. */
export interface Follower {
    stack: string;
    /** `gitops.path`, from the checkout's root. */
    path: string;
    /** `gitops.prune`. */
    prune: boolean;
}

/** The committed stacks of a checkout that say which overlay they follow. A file that cannot be read follows none. */
export function followersIn(checkout: string): Follower[] {
    return committedStacks(checkout).flatMap((stack) => {
        try {
            const settings = readStackFile(stack, {}, checkout).config[`${project}:gitops`];
            const { path, prune = true } = (settings ?? {}) as { path?: unknown; prune?: unknown };
            return typeof path === "string" && path
                ? [{ stack, path: normalize(path).replace(/\/$/, ""), prune: prune !== false }]
                : [];
        } catch {
            return [];
        }
    });
}

/** Paths of the overlays of a checkout, by which its stacks may differ. */
export function overlaysIn(checkout: string): string[] {
    const folder = join("gitops", "overlays");
    if (!existsSync(join(checkout, folder))) return [];
    return readdirSync(join(checkout, folder))
        .map((name) => join(folder, name))
        .filter((path) => existsSync(join(checkout, path, "kustomization.yaml")));
}
