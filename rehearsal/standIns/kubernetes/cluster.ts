/** The API server that a provider resource names, and the provider's settings. */
import { existsSync, readFileSync } from "node:fs";
import { parse } from "yaml";
import { KubernetesApi } from "../../kubernetesApi";
import { difference, type Difference } from "../diff";
import { Unknown, reveal, type PropertyMap } from "../values";
import { text } from "./objects";

interface Kubeconfig {
    readonly "current-context"?: string;
    readonly contexts?: readonly { name: string; context: { cluster: string; user?: string; namespace?: string } }[];
    readonly clusters?: readonly { name: string; cluster: { server?: string } }[];
    readonly users?: readonly { name: string; user: { exec?: { command?: string } } }[];
}

export interface Cluster {
    /** Undefined with a reason in `why`: nothing can be asked of it. */
    readonly api?: KubernetesApi;
    readonly why: string;
    readonly kubeconfig: string;
    readonly context?: string;
    /** For objects that name none. */
    readonly namespace: string;
    readonly deleteUnreachable: boolean;
    readonly upsertExistingObjects: boolean;
    /** Whether a field that others own is taken from them: for all objects, as an object's patchForce annotation asks. */
    readonly enablePatchForce: boolean;
}

/** A kubeconfig given as text or as a path. */
function contents(kubeconfig: string): string {
    return !kubeconfig.includes("\n") && !kubeconfig.trimStart().startsWith("{") && existsSync(kubeconfig)
        ? readFileSync(kubeconfig, "utf8")
        : kubeconfig;
}

function server(kubeconfig: string, context?: string): { address: string; signsInBy: string; namespace: string } {
    const config = (parse(kubeconfig) ?? {}) as Kubeconfig;
    const name = context ?? config["current-context"];
    const chosen = config.contexts?.find((entry) => entry.name === name)?.context;
    const address = config.clusters?.find((entry) => entry.name === chosen?.cluster)?.cluster.server ?? "";
    const user = config.users?.find((entry) => entry.name === chosen?.user)?.user;
    return { address, signsInBy: user?.exec?.command ?? "", namespace: chosen?.namespace ?? "default" };
}

function setting(config: PropertyMap, name: string): boolean {
    // The SDK sends what is not text as JSON.
    return config[name] === true || config[name] === "true";
}

/**
 * @param played text of the kubeconfig of the API server that plays the EKS cluster: where a kubeconfig would ask the
 * `aws` CLI for a token for that server, its credentials are taken instead, as nothing else of AWS is real here.
 */
export function clusterOf(config: PropertyMap, played: string | undefined): Cluster {
    const open = reveal(config) as PropertyMap;
    const given = text(open.kubeconfig);
    const context = text(open.context);
    const settings = {
        deleteUnreachable: setting(open, "deleteUnreachable"),
        upsertExistingObjects: setting(open, "upsertExistingObjects"),
        enablePatchForce: setting(open, "enablePatchForce"),
    };
    if (given === undefined || given === "") {
        // The default kubeconfig of whoever runs this is another cluster than the one that is rehearsed.
        const why = "the kubernetes stand-in acts on a kubeconfig given to the provider only, and there is none";
        return { why, kubeconfig: "", namespace: "default", ...settings };
    }
    let kubeconfig = contents(given);
    const { address, signsInBy, namespace } = server(kubeconfig, context);
    const common = { ...settings, namespace: text(open.namespace) ?? namespace };
    const usesPlayed = signsInBy === "aws" && played !== undefined && server(played).address === address;
    kubeconfig = usesPlayed ? played : kubeconfig;
    const at = { kubeconfig, ...(context === undefined || usesPlayed ? {} : { context }) };
    try {
        return { api: KubernetesApi.fromKubeconfig(kubeconfig, at.context), why: "", ...at, ...common };
    } catch (error) {
        return { why: error instanceof Error ? error.message : String(error), ...at, ...common };
    }
}

/**
 * A provider that names another cluster replaces everything in it. `clusterIdentifier` says that it is the same
 * whatever the kubeconfig; without one an unknown kubeconfig counts as another cluster.
 */
export function providerDifference(olds: PropertyMap, news: PropertyMap): Difference {
    const [before, after] = [reveal(olds) as PropertyMap, reveal(news) as PropertyMap];
    const identifiers = [text(before.clusterIdentifier), text(after.clusterIdentifier)];
    if (identifiers[0] !== undefined || identifiers[1] !== undefined) {
        return { changes: difference(before, after, ["clusterIdentifier"]) };
    }
    const target = (config: PropertyMap): string | Unknown => {
        const kubeconfig = config.kubeconfig;
        return kubeconfig instanceof Unknown
            ? kubeconfig
            : server(contents(text(kubeconfig) ?? ""), text(config.context)).address;
    };
    const moved = target(before) !== target(after);
    return { changes: difference(before, after, moved ? ["kubeconfig", "context"] : []) };
}
