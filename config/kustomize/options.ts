import type { Values } from "../charts/values";

/** The options that Argo CD passes to `kustomize build` in addition to the folder, from its own configuration. */
export interface BuildOptions {
    /** Options that are passed here too. */
    followed: readonly string[];
    /**
     * Options, without their values, that aren't: they run programs from the tree, or need something only Argo CD has.
     */
    left: readonly string[];
}

/** Options that only change what is rendered, by name, with whether a value follows. */
const known: Readonly<Record<string, boolean>> = {
    "--enable-helm": false,
    "--enable-managedby-label": false,
    "--load-restrictor": true,
};

/**
 * `kustomize.buildOptions` in argocd-cm, from the values for Argo CD's chart. It is split at spaces, not as a shell
 * would (util/kustomize, parseKustomizeBuildOptions).
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
