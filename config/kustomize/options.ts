import type { Values } from "../charts/values";

/** What Argo CD says to `kustomize build` beside the folder, as its own configuration has it. */
export interface BuildOptions {
    /** What is said here too. */
    followed: readonly string[];
    /** Options, without their values, that are not: they run programs of the tree, or need what Argo CD has. */
    left: readonly string[];
}

/** Options that change what is rendered, and nothing else; by name, whether a value follows. */
const known: Readonly<Record<string, boolean>> = {
    "--enable-helm": false,
    "--enable-managedby-label": false,
    "--load-restrictor": true,
};

/**
 * `kustomize.buildOptions` of argocd-cm, from the values of Argo CD's chart; it is split at spaces, and not as a shell does
 * (util/kustomize, parseKustomizeBuildOptions).
 *
 * @see https://argo-cd.readthedocs.io/en/stable/user-guide/kustomize/#kustomize-build-optionsparameters
 */
export function buildOptionsIn(values: Values): BuildOptions {
    const { cm } = (values.configs ?? {}) as { cm?: Record<string, unknown> };
    const text = cm?.["kustomize.buildOptions"];
    const words = typeof text === "string" ? text.split(/\s+/).filter((word) => word !== "") : [];
    const followed: string[] = [];
    const left: string[] = [];
    for (const [at, word] of words.entries()) {
        if (!word.startsWith("-")) continue;
        const [name = "", value] = word.split("=", 2);
        const takesValue = known[name];
        if (takesValue === undefined) left.push(name);
        else followed.push(word, ...(takesValue && value === undefined ? words.slice(at + 1, at + 2) : []));
    }
    return { followed, left };
}
