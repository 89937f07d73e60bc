import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { tools } from "../../tools/catalogue";
import { foldersOf, isExecutable } from "../../tools/executable";
import { storeFolder } from "../../tools/store";
import { isIn, versionIn } from "../../tools/version";

/** A binary that renders kustomizations. */
export interface Kustomize {
    path: string;
    /** What is said of a folder to have it rendered. */
    command: "kustomize build" | "kubectl kustomize";
    /** Of Kustomize, in kubectl too. */
    version: string;
    /** What is said to it beside the folder, such as `--enable-helm`. Default: nothing. */
    options?: readonly string[];
}

export interface Found {
    /** Undefined where there is none that renders as Argo CD's does. */
    kustomize: Kustomize | undefined;
    /** Those that are too old, or too new, for that. */
    passedOver: Kustomize[];
}

const timeoutMs = 10_000;
const ownTools = join(storeFolder, "bin");

const kinds = [
    { name: "kustomize", command: "kustomize build", versionArguments: ["version"] },
    // `kustomizeVersion` of kubectl's answer: that of the client itself says nothing of it.
    { name: "kubectl", command: "kubectl kustomize", versionArguments: ["version", "--client", "--output=yaml"] },
] as const;

/** Of each PATH, what was found: a binary is asked for its version once in a process. */
const known = new Map<string, Found>();

/**
 * The first kustomize, else kubectl, on PATH or in `.tools`, that renders as Argo CD's Kustomize does (`good` in
 * tools/catalogue.ts: since 5.1 components come before the changes of what takes them in; kubectl 1.31 has 5.4).
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

/** The first kubectl on PATH that renders as Argo CD's Kustomize does, whatever else there is. */
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
