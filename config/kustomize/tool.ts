import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { tools } from "../../tools/catalogue";
import { foldersOf, isExecutable } from "../../tools/executable";
import { storeFolder } from "../../tools/store";
import { isIn, versionIn } from "../../tools/version";

/** A binary that renders kustomizations. */
export interface Kustomize {
    path: string;
    /** The command that renders a folder. */
    command: "kustomize build" | "kubectl kustomize";
    /** The version of Kustomize, also for kubectl. */
    version: string;
    /** Options in addition to the folder, such as `--enable-helm`. Default: none. */
    options?: readonly string[];
}

export interface Found {
    /** Undefined if none renders like Argo CD's. */
    kustomize: Kustomize | undefined;
    /** Binaries that are too old or too new for that. */
    passedOver: Kustomize[];
}

const timeoutMs = 10_000;
const ownTools = join(storeFolder, "bin");

const kinds = [
    { name: "kustomize", command: "kustomize build", versionArguments: ["version"] },
    // `kustomizeVersion` in kubectl's output: the client's own version doesn't tell.
    { name: "kubectl", command: "kubectl kustomize", versionArguments: ["version", "--client", "--output=yaml"] },
] as const;

/** What was found on each PATH: a binary is asked for its version only once in a process. */
const known = new Map<string, Found>();

/**
 * The first kustomize, otherwise the first kubectl, on PATH or in `.tools`, that renders like Argo CD's Kustomize
 * (`good` in tools/catalogue.ts: since 5.1, components are applied before the changes of what includes them; kubectl
 * 1.31 has 5.4).
 *
 * @param path folders as in the variable PATH
 * @param built where `npm run tools` puts what it builds
 */
export function findKustomize(path = process.env.PATH ?? "", built = ownTools): Found {
    const key = JSON.stringify([path, built]);
    const found = known.get(key) ?? search([...foldersOf(path), built]);
    known.set(key, found);
    return found;
}

/** The first kubectl on PATH that renders like Argo CD's Kustomize, regardless of other binaries. */
export const findKubectl = (path = process.env.PATH ?? ""): string | undefined =>
    search(foldersOf(path), kinds.slice(1)).kustomize?.path;

function search(folders: readonly string[], of: readonly (typeof kinds)[number][] = kinds): Found {
    const passedOver: Kustomize[] = [];
    const good = tools.kustomize.onPath?.good;
    for (const { name, command, versionArguments } of of) {
        for (const folder of folders) {
            const path = join(folder, name);
            const version = isExecutable(path) ? versionOf(path, versionArguments) : undefined;
            if (!version) continue;
            const kustomize = { path, command, version };
            if (good && isIn(version, good)) return { kustomize, passedOver };
            passedOver.push(kustomize);
        }
    }
    return { kustomize: undefined, passedOver };
}

function versionOf(path: string, versionArguments: readonly string[]): string | undefined {
    const { stdout } = spawnSync(path, versionArguments, { encoding: "utf8", timeout: timeoutMs });
    const text = stdout ?? "";
    return versionIn(/^kustomizeVersion: (.*)$/m.exec(text)?.[1] ?? (versionArguments.length > 1 ? "" : text));
}
