import { existsSync, mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { ensureTools } from "../../tools";
import { Cleanup } from "../../base/cleanup";
import { committedStacks, root } from "../../base/checkout";
import { openFolder, sideOf } from "./folder";
import { type AddonsPair, compareAddons } from "./addons";
import { addonsIn, type Follower, followersIn, overlaysIn, treesNotCompared } from "./followers";
import { type Commit, commitOf, forkPoint } from "./git";
import { served, SharedStandIns } from "./imagined";
import { compareStacks } from "./processes";
import type { Comparison } from "./model";
import { compareOverlays, type OverlayPair } from "./overlay";
import { oneByOne } from "./rendered";
import type { Sides } from "./stack";

export { touchedStacks } from "./touched";

export interface DiffOptions {
    /** A revision. Default: where the current branch left the main branch. */
    base?: string;
    /** A revision. Default: the working tree, including uncommitted changes. */
    head?: string;
    /** Folder of Pulumi.yaml in the repository that has the revisions. Default: this checkout. */
    repository?: string;
}

/**
 * What a change does to every committed stack, every overlay and the addons. Needs no account and no network, and takes
 * seconds.
 *
 * @throws UsageError if a revision doesn't exist
 */
export async function compareRevisions(options: DiffOptions = {}): Promise<Comparison> {
    const { repository = root } = options;
    const base = options.base ? await commitOf(options.base, repository) : await forkPoint(repository);
    const head = options.head ? await commitOf(options.head, repository) : undefined;
    const cleanup = new Cleanup();
    try {
        const folder = openFolder();
        cleanup.add(() => folder.remove());
        const sides = await sidesOf(base, head, folder.path, repository);
        // Whatever renders needs Kustomize where the program's own reader doesn't support something.
        const { pulumi } = await ensureTools(["pulumi", "kustomize"]);
        const world = { pulumi, folder: join(folder.path, "kubeconfigs"), repository };
        mkdirSync(world.folder);
        const standIns = new SharedStandIns();
        cleanup.add(() => standIns.stop());
        const names = Object.values(sides).flatMap(({ checkout }) => committedStacks(checkout));
        const build = oneByOne();
        const [stacks, overlays, addons] = await Promise.all([
            compareStacks([...new Set(names)].sort(), sides, world, standIns),
            compareOverlays(pairs(sides, "path", overlaysIn), sides, build),
            compareAddons(addonPairs(sides), sides, build),
        ]);
        const [from, to] = [sides.base.label, sides.head.label];
        return {
            base: from,
            head: to,
            served: [...served, ...treesNotCompared(sides.head.checkout), ...packagesNote(sides)],
            stacks,
            overlays,
            addons,
        };
    } finally {
        await cleanup.run();
    }
}

async function sidesOf(base: Commit, head: Commit | undefined, folder: string, repository: string): Promise<Sides> {
    const write = (commit: Commit, name: string) => {
        mkdirSync(join(folder, name));
        return sideOf(commit, join(folder, name), repository);
    };
    return {
        base: await write(base, "base"),
        head: head ? await write(head, "head") : { checkout: repository, label: "the working tree" },
    };
}

/** Every folder of either side, every other folder that a stack follows, and every change of a stack from one to another. */
function pairs(sides: Sides, key: "path" | "addons", foldersIn: (checkout: string) => string[]): OverlayPair[] {
    const checkouts = [sides.base.checkout, sides.head.checkout];
    const [before = [], after = []] = checkouts.map((checkout) => followersIn(checkout, key));
    const of = (path: string) => after.filter((follower) => follower.path === path);
    const all = [...checkouts.flatMap(foldersIn), ...[...before, ...after].map(({ path }) => path)];
    const moved = after.flatMap((now): OverlayPair[] => {
        const old = before.find(({ stack }) => stack === now.stack);
        return old && old.path !== now.path ? [{ path: now.path, basePath: old.path, followers: [now] }] : [];
    });
    const stays = ({ stack }: Follower) => !moved.some(({ followers }) => followers.some((one) => one.stack === stack));
    const same = [...new Set(all)].sort().map((path) => ({ path, followers: of(path).filter(stays) }));
    return [...moved, ...same];
}

/** The folders of addons, each with the overlays that its stacks follow, or with all overlays if it has no stack. */
function addonPairs(sides: Sides): AddonsPair[] {
    const { checkout } = sides.head;
    const overlays = followersIn(checkout);
    return pairs(sides, "addons", addonsIn).map((pair) => {
        const stacks = pair.followers.map(({ stack }) => stack);
        const beside = overlays.filter(({ stack }) => stacks.includes(stack)).map(({ path }) => path);
        return { ...pair, platform: stacks.length > 0 ? [...new Set(beside)] : overlaysIn(checkout).sort() };
    });
}

/** Base's packages are not installed. If they differ from head's, its preview may differ, too. */
function packagesNote({ base, head }: Sides): string[] {
    const [before, after] = [base, head].map(({ checkout }) => lockOf(checkout));
    return before === after
        ? []
        : [
              "package-lock.json differs: both sides ran with the packages installed here, so the effect of other versions is not shown.",
          ];
}

function lockOf(checkout: string): string {
    const path = join(checkout, "package-lock.json");
    return existsSync(path) ? readFileSync(path, "utf8") : "";
}
