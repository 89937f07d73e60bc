import { existsSync, readFileSync, realpathSync, statSync } from "node:fs";
import { isAbsolute, join, relative, sep } from "node:path";
import { OutsideError, OverlayError, UnfollowedError } from "./error";
import type { Json } from "./json";
import { parseDocuments } from "./yaml";

const kustomizationNames = ["kustomization.yaml", "kustomization.yml", "Kustomization"];
const remote = /^[a-z+]+:\/\/|^[\w.-]+@[\w.-]+:|[?&]ref=|^[\w-]+(\.[\w-]+)+\//i;

/** Reads the files of one checkout. All paths, given or returned, are relative to its root. */
export class Checkout {
    /** An absolute path, with links resolved. */
    readonly root: string;
    /** The files that were read so far, by path. */
    readonly seen = new Map<string, Buffer>();
    /** What the disk was asked so far, each question once, with a check of whether the answer is still the same. */
    private readonly asked = new Map<string, () => boolean>();

    constructor(root: string) {
        this.root = realpathSync(root);
        this.asked.set("root", () => realpathSync(root) === this.root);
    }

    /** Whether the disk still gives the same answers to everything it was asked. */
    isUnchanged(): boolean {
        try {
            return [...this.asked.values()].every((isSame) => isSame());
        } catch {
            return false;
        }
    }

    /** Asks the disk about a path, and keeps the answer for `isUnchanged`. Every access goes through here. */
    private ask<T>(question: (path: string) => T, path: string, isSame: (one: T, other: T) => boolean = Object.is): T {
        const answer = question(path);
        this.asked.set(`${question.name} ${path}`, () => isSame(question(path), answer));
        return answer;
    }

    private exists(path: string): boolean {
        return this.ask(existsSync, path);
    }

    private realPath(path: string): string {
        return this.ask(realPathOf, path);
    }

    /** The kustomization file in `folder`. */
    kustomizationIn(folder: string): string {
        const full = join(this.root, folder);
        if (leaves(relative(this.root, this.exists(full) ? this.realPath(full) : full))) {
            throw new OutsideError(folder, "is outside the repository", "use a folder in this checkout");
        }
        const [name, other] = kustomizationNames.filter((candidate) => this.exists(join(full, candidate)));
        if (!name) {
            throw new OverlayError(
                folder,
                "has no kustomization.yaml",
                "add one, or use a folder that has one, such as gitops/platform/overlays/dev",
            );
        }
        if (other) {
            throw new OverlayError(folder, `has both a ${name} and a ${other}`, "keep one: Kustomize rejects two");
        }
        return join(folder, name);
    }

    /**
     * What `entry`, as written in `kustomization`, names in this checkout. Kustomize allows a kustomization to include
     * folders from anywhere, but files only from its own folder and below; this applies the same rule within the
     * repository.
     */
    locate(entry: string, kustomization: string): { path: string; isFolder: boolean } {
        const folder = join(kustomization, "..");
        const wanted = isAbsolute(entry) ? entry : join(this.root, folder, entry);
        if ((isAbsolute(entry) || leaves(relative(this.root, wanted))) && !remote.test(entry)) {
            throw new OutsideError(
                kustomization,
                `${entry} is outside the repository`,
                "copy its contents into gitops/",
            );
        }
        if (!this.exists(wanted)) {
            if (remote.test(entry)) {
                throw new UnfollowedError(
                    kustomization,
                    `${entry} is a remote base, which cannot be read without network access`,
                    "copy it into gitops/ and use that folder",
                );
            }
            throw new OverlayError(kustomization, `${entry} does not exist`, "correct the path, or remove the entry");
        }
        const path = relative(this.root, this.realPath(wanted));
        if (leaves(path)) {
            throw new OutsideError(
                kustomization,
                `${entry} is a link to something outside the repository`,
                "copy its contents into gitops/",
            );
        }
        const isFolder = this.ask(isDirectory, wanted);
        if (!isFolder && leaves(relative(this.real(folder), path))) {
            throw new OverlayError(
                kustomization,
                `${entry} is a file outside ${folder}, which Kustomize rejects`,
                "use the folder of its kustomization.yaml instead",
            );
        }
        return { path, isFolder };
    }

    /** A file's path, for an entry that must not be a folder. */
    file(entry: string, kustomization: string): string {
        const { path, isFolder } = this.locate(entry, kustomization);
        if (!isFolder) return path;
        throw new OverlayError(kustomization, `${entry} is a folder, but a file is needed`, "use the file");
    }

    /** A folder's path, for an entry that must not be a file. */
    folder(entry: string, kustomization: string): string {
        const { path, isFolder } = this.locate(entry, kustomization);
        if (isFolder) return path;
        throw new OverlayError(kustomization, `${entry} is a file, but a folder is needed`, "use its folder");
    }

    contents(file: string): Buffer {
        const contents = this.ask(contentsOf, join(this.root, file), (one, other) => one.equals(other));
        this.seen.set(file, contents);
        return contents;
    }

    /** The YAML documents of a file, without empty ones. */
    documents(file: string, readBy?: "kyaml" | "json"): Json[] {
        return parseDocuments(this.contents(file).toString("utf8"), file, readBy);
    }

    /** The folder that a path leads to, if it is a link. */
    real(folder: string): string {
        return relative(this.root, this.realPath(join(this.root, folder)));
    }
}

const realPathOf = (path: string): string => realpathSync(path);
const isDirectory = (path: string): boolean => statSync(path).isDirectory();
const contentsOf = (path: string): Buffer => readFileSync(path);

function leaves(path: string): boolean {
    return path === ".." || path.startsWith(`..${sep}`) || isAbsolute(path);
}
