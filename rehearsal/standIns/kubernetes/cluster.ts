/** The API server that a provider resource refers to, and the provider's settings. */
import { existsSync, readFileSync } from "node:fs";
import { parse } from "yaml";
import { KubernetesApi } from "../../../kubernetes";
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
    /** Undefined, with a reason in `why`, if it can't be called. */
    readonly api?: KubernetesApi;
    readonly why: string;
    readonly kubeconfig: string;
    readonly context?: string;
    /** The namespace of objects that set none. */
    readonly namespace: string;
    readonly deleteUnreachable: boolean;
    readonly upsertExistingObjects: boolean;
    /** Whether to take over fields that others own: for all objects, as the patchForce annotation does for one. */
    readonly enablePatchForce: boolean;
}

/** A kubeconfig given as text or as a path. */
function contents(kubeconfig: string): string {
    return !kubeconfig.includes("\n") && !kubeconfig.trimStart().startsWith("{") && existsSync(kubeconfig)
        ? readFileSync(kubeconfig, "utf8")
        : kubeconfig;
}

/** Where a context of a kubeconfig, by default the current one, leads. */
function chosen(kubeconfig: string, context?: string) {
    const config = (parse(kubeconfig) ?? {}) as Kubeconfig;
    const name = context ?? config["current-context"];
    const entry = config.contexts?.find((entry) => entry.name === name)?.context;
    const cluster = config.clusters?.find(({ name }) => name === entry?.cluster)?.cluster;
    const user = config.users?.find(({ name }) => name === entry?.user)?.user;
    return { cluster, user, namespace: entry?.namespace ?? "default" };
}

function server(kubeconfig: string, context?: string): { address: string; signsInBy: string; namespace: string } {
    const { cluster, user, namespace } = chosen(kubeconfig, context);
    return { address: cluster?.server ?? "", signsInBy: user?.exec?.command ?? "", namespace };
}

function setting(config: PropertyMap, name: string): boolean {
    // The SDK sends values that aren't strings as JSON.
    return config[name] === true || config[name] === "true";
}

/**
 * @param played text of the kubeconfig of the API server that stands in for the EKS cluster: if a kubeconfig would call
 * the `aws` CLI for a token for that server, its credentials are used instead, because AWS isn't real here
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
        // The default kubeconfig of the user belongs to a different cluster from the one that is rehearsed.
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

/** The inputs that determine where a provider resource acts. */
const LOCATION = ["kubeconfig", "context", "cluster"] as const;

/**
 * A provider that refers to a different cluster replaces everything in it, with each of the inputs that say so as a
 * reason. An unchanged `clusterIdentifier` means the same cluster, whatever the kubeconfig; without one, an unknown
 * kubeconfig counts as a different cluster, as in the real provider (`DiffConfig` in its
 * provider/pkg/provider/provider.go).
 */
export function providerDifference(olds: PropertyMap, news: PropertyMap): Difference {
    const [before, after] = [reveal(olds) as PropertyMap, reveal(news) as PropertyMap];
    const [old, now] = [text(before.clusterIdentifier), text(after.clusterIdentifier)];
    if (now !== undefined && old === now) {
        return { changes: difference(before, after) };
    }
    const unknown = LOCATION.find((key) => after[key] instanceof Unknown);
    const moved = unknown === undefined ? (isElsewhere(before, after) ? LOCATION : []) : [unknown];
    const identified = old !== undefined && now !== undefined ? ["clusterIdentifier"] : [];
    return { changes: difference(before, after, [...identified, ...moved]) };
}

/** Whether two kubeconfigs lead to different clusters: with a different address, or a different CA. */
function isElsewhere(before: PropertyMap, after: PropertyMap): boolean {
    const [old, now] = [before, after].map((config) =>
        JSON.stringify(chosen(contents(text(config.kubeconfig) ?? ""), text(config.context)).cluster),
    );
    return old !== undefined && now !== undefined && old !== now;
}
