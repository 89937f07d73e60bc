import { existsSync, readFileSync, realpathSync, statSync } from "node:fs";
import { isAbsolute, join, relative, sep } from "node:path";
import { LineCounter, parseAllDocuments } from "yaml";
import { OverlayError } from "./error";

const kustomizationNames = ["kustomization.yaml", "kustomization.yml", "Kustomization"];
const remote = /^[a-z+]+:\/\/|^[\w.-]+@[\w.-]+:|[?&]ref=|^[\w-]+(\.[\w-]+)+\//i;

/** Reads the files of one checkout; all paths given and returned are relative to its root. */
export class Checkout {
    private readonly root: string;

    constructor(root: string) {
        this.root = realpathSync(root);
    }

    /** The kustomization file in `folder`. */
    kustomizationIn(folder: string): string {
        const full = join(this.root, folder);
        if (leaves(relative(this.root, existsSync(full) ? realpathSync(full) : full))) {
            throw new OverlayError(folder, "leaves the repository", "name a folder of this checkout");
        }
        const name = kustomizationNames.find((candidate) => existsSync(join(full, candidate)));
        if (name) return join(folder, name);
        throw new OverlayError(
            folder,
            "has no kustomization.yaml",
            "add one, or name a folder that has one, such as gitops/overlays/dev",
        );
    }

    /**
     * What `entry`, as written in `kustomization`, names in this checkout. Kustomize lets a kustomization take folders
     * from anywhere but files only from below itself; this holds to the same, within the repository.
     */
    locate(entry: string, kustomization: string): { path: string; isFolder: boolean } {
        const folder = join(kustomization, "..");
        const wanted = isAbsolute(entry) ? entry : join(this.root, folder, entry);
        if (leaves(relative(this.root, wanted)) && !remote.test(entry)) {
            throw new OverlayError(kustomization, `${entry} leaves the repository`, "copy what it holds into gitops/");
        }
        if (!existsSync(wanted)) {
            if (remote.test(entry)) {
                throw new OverlayError(
                    kustomization,
                    `${entry} is a remote base, which cannot be read without a network`,
                    "copy it into gitops/ and name the folder",
                );
            }
            throw new OverlayError(kustomization, `${entry} does not exist`, "correct the path, or remove the entry");
        }
        const path = relative(this.root, realpathSync(wanted));
        if (leaves(path)) {
            throw new OverlayError(
                kustomization,
                `${entry} is a link that leaves the repository`,
                "copy what it holds into gitops/",
            );
        }
        const isFolder = statSync(wanted).isDirectory();
        if (!isFolder && leaves(relative(folder, path))) {
            throw new OverlayError(
                kustomization,
                `${entry} is a file outside ${folder}, which Kustomize refuses`,
                "name the folder of its kustomization.yaml instead",
            );
        }
        return { path, isFolder };
    }

    /** The YAML documents of a file, empty ones left out. */
    documents(file: string): unknown[] {
        return parseDocuments(readFileSync(join(this.root, file), "utf8"), file);
    }
}

/** The YAML documents in `text`, empty ones left out; `file` is named, with the line, where it is not YAML. */
export function parseDocuments(text: string, file: string): unknown[] {
    const lineCounter = new LineCounter();
    const documents = parseAllDocuments(text, { lineCounter });
    const found: unknown[] = [];
    // Iterated, not spread: the library types an empty stream as a tuple.
    for (const document of documents) {
        const error = document.errors[0];
        if (error) {
            const { line } = lineCounter.linePos(error.pos[0]);
            const what = error.message.split(/ at line \d+/)[0] ?? error.code;
            throw new OverlayError(`${file}:${line}`, `is not YAML: ${what}`, "mend that line");
        }
        const value: unknown = document.toJS();
        if (value !== null && value !== undefined) found.push(value);
    }
    return found;
}

function leaves(path: string): boolean {
    return path === ".." || path.startsWith(`..${sep}`) || isAbsolute(path);
}
