import { existsSync, readdirSync, statSync } from "node:fs";
import { isAbsolute, join, normalize, resolve, sep } from "node:path";
import { type Render, render } from "../kustomize/render";
import { OverlayError } from "../kustomize/error";
import { findKustomize } from "../kustomize/tool";
import { type Addons, readAddons } from "./addons";
import { ignoredOf, originOf, untrackedOf } from "./git";
import { type Teams, readTeams } from "./teams";
import { movedTo } from "./moved";
import { type Overlay, readOverlay } from "./overlay";
import { type Problem, setCommand, type Subject } from "../problems";
import { isSameRepository, withoutUser } from "../repository/repositoryUrl";
import { listed, refuse } from "../rules/rule";
import type { GitOpsSettings } from "../schema";

/** `gitops.checkout` if there is no working copy. */
export const noCheckout = "none";
/** `gitops.checkout` if the tree is in the same repository as this program. */
export const ownCheckout = ".";

type Place = Pick<GitOpsSettings, "repository" | "checkout" | "path">;

/** The working copy of `gitops.repository`; undefined without one. @param root the folder of Pulumi.yaml */
export const checkoutFolder = ({ checkout }: Pick<Place, "checkout">, root: string): string | undefined =>
    checkout === noCheckout ? undefined : resolve(root, checkout);

/** Whether the tree is in a different repository from this program, or isn't available. */
export const isElsewhere = ({ checkout }: Pick<Place, "checkout">, root: string): boolean =>
    checkoutFolder({ checkout }, root) !== resolve(root);

/** A folder of the repository as it was read, a problem with it, or warnings about it. */
export interface Checked<Tree> {
    tree?: Tree;
    problem?: Problem;
    warnings?: string[];
}

/** Keys that name a folder that Argo CD follows. */
type FolderKey = "gitops.path" | "gitops.addons" | "gitops.teams";

/**
 * Reads the overlay in the working copy; without one, there is neither an overlay nor a problem.
 * @param options what Argo CD passes to Kustomize in addition to the folder
 */
export const checkOverlay = (
    place: Place,
    root: string,
    options: readonly string[] = [],
    rendered: Render = render,
): Checked<Overlay> => checkFolder("gitops.path", { ...place, root, options, rendered }, readOverlay);

/** The same for the addons; also empty for a stack without addons. */
export function checkAddons(
    { addons, ...place }: Place & Pick<GitOpsSettings, "addons">,
    root: string,
    options: readonly string[] = [],
    rendered: Render = render,
): Checked<Addons> {
    return addons === undefined
        ? {}
        : checkFolder("gitops.addons", { ...place, path: addons, root, options, rendered }, readAddons);
}

/** The same for the teams, whose folder isn't rendered. */
export const checkTeams = ({ teams, ...place }: Place & Pick<GitOpsSettings, "teams">, root: string): Checked<Teams> =>
    teams === undefined
        ? {}
        : checkFolder("gitops.teams", { ...place, path: teams, root, options: [], rendered: render }, readTeams);

interface Folder extends Place {
    root: string;
    options: readonly string[];
    rendered: Render;
}

function checkFolder<Tree extends { files: readonly string[] }>(
    key: FolderKey,
    place: Folder,
    read: (root: string, path: string, rendered: Render) => Tree,
): Checked<Tree> {
    const { root, options, rendered } = place;
    const { checkout, path } = place;
    if (isAbsolute(path) || leaves(normalize(path))) {
        return { problem: refuse(key, path, "is outside the repository") };
    }
    const folder = checkoutFolder(place, root);
    if (folder === undefined) return {};
    const missing = missingCheckout(place, folder);
    // Reported once, for the platform's folder.
    if (missing) return key === "gitops.path" ? { problem: missing } : {};
    if (!existsSync(join(folder, path))) {
        const where =
            checkout === ownCheckout
                ? "this checkout"
                : `${checkout}; the path is relative to the top of that repository`;
        const moved = movedTo(path);
        const reason = `does not exist in ${where}${moved ? `: the platform that it deployed, with ZooKeeper, is in ${moved.now} now` : ""}`;
        return { problem: refuse(key, path, reason, moved?.fix(key)) };
    }
    try {
        const { kustomize } = findKustomize();
        const tree = read(folder, path, (...[at, overlay]) =>
            rendered(at, overlay, kustomize && { ...kustomize, options }),
        );
        return { tree, ...(overrides(key, path, folder) ?? whatGitHas(key, tree.files, path, folder)) };
    } catch (error) {
        const reason = error instanceof Error ? error.message : String(error);
        return { problem: refuse(key, path, reason, `fix ${path}, or use another overlay`, placeOf(error)) };
    }
}

/** The location, if a tree can't be read. */
function placeOf(error: unknown): Subject | undefined {
    if (!(error instanceof OverlayError)) return undefined;
    const [, file = error.file, line] = /^(.*?)(?::(\d+))?$/.exec(error.file) ?? [];
    return { file, ...(line !== undefined && { line: Number(line) }) };
}

/**
 * A file in a folder that overrides its Application's settings: it would replace the stack's mirrors, license and pull
 * secrets (`mergeSourceParameters` in Argo CD's reposerver/repository/repository.go).
 */
function overrides(key: FolderKey, path: string, folder: string): { problem: Problem } | undefined {
    const [file] = readdirSync(join(folder, path)).filter((name) => /^\.argocd-source.*\.yaml$/.test(name));
    if (file === undefined) return undefined;
    const reason = `contains ${file}, which would make Argo CD use settings other than the stack's`;
    return { problem: refuse(key, path, reason, `git rm ${path}/${file}, and set what it sets in the stack`) };
}

function missingCheckout({ repository, checkout }: Place, folder: string): Problem | undefined {
    if (!existsSync(folder)) {
        const fix = `git clone ${repository} ${checkout}, or ${setCommand("gitops.checkout", noCheckout)}`;
        return refuse("gitops.checkout", checkout, "does not exist", fix);
    }
    if (statSync(folder).isDirectory()) return undefined;
    return refuse("gitops.checkout", checkout, "is a file", "use the folder of the working copy");
}

/**
 * Reports that Argo CD may read something different. It compares the repository's own address, not what `url.*.insteadOf`
 * makes of it. It starts Git once, or not at all for the checkout that this program is in.
 */
export function checkoutWarnings(place: Place, root: string): string[] {
    const { repository, checkout, path } = place;
    const folder = checkoutFolder(place, root);
    if (folder === undefined || !isElsewhere(place, root)) return [];
    if (!existsSync(join(folder, ".git"))) {
        return [
            `gitops.checkout ${checkout} is not the top of a working copy (it has no .git), so the program cannot tell whether it contains what ${repository} contains. For Argo CD, gitops.path, ${path}, is relative to the top of the repository.`,
        ];
    }
    const origin = originOf(folder);
    if (origin === undefined || isSameRepository(origin, repository) !== false) return [];
    return [
        `gitops.checkout ${checkout} is a working copy of ${withoutUser(origin)}, but Argo CD follows ${repository}: what was checked may differ.`,
    ];
}

/** Files that exist here but not in Git: they are checked here, but Argo CD, which renders from Git, lacks them. */
function whatGitHas(
    key: FolderKey,
    files: readonly string[],
    path: string,
    folder: string,
): Omit<Checked<unknown>, "tree"> {
    if (files.length === 0 || !existsSync(join(folder, ".git"))) return {};
    const untracked = untrackedOf(folder, files);
    if (untracked.length === 0) return {};
    const ignored = ignoredOf(folder, untracked);
    if (ignored.length > 0) {
        return {
            problem: refuse(
                key,
                path,
                `uses ${listed(ignored)}, which Git ignores, so Argo CD will not have it`,
                "commit it (git add --force), unless it is a secret: create that in the cluster instead, and refer to it by name",
            ),
        };
    }
    return {
        warnings: [
            `${key} ${path} uses ${listed(untracked)}, which is not in Git yet: Argo CD renders what is committed.`,
        ],
    };
}

const leaves = (path: string): boolean => path === ".." || path.startsWith(`..${sep}`);

/** One warning about everything that a stack without a working copy can't check. */
export function noCheckoutWarning({ repository, path }: Place, operator: string, pullSecret: boolean): string {
    return (
        `gitops.checkout is none, so ${path} of ${repository} was not read. These have not been checked: that the operator ` +
        `${operator} supports the version of Confluent Platform, with ZooKeeper or KRaft; that the init image is ${operator}; ` +
        "the compatibility annotations; kinds and namespaces, for which Argo CD may reject the whole overlay; where the images come " +
        `from${pullSecret ? "; that no component has a pullSecretRef of its own, which imagePullSecret would replace" : ""}. ` +
        "The service account for rack awareness is not created, and is deleted if this stack has created it before. To have the overlay " +
        `checked: git clone ${repository} FOLDER && ${setCommand("gitops.checkout", "FOLDER")}`
    );
}
