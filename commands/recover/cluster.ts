import { existsSync, readFileSync } from "node:fs";
import type { Stack } from "@pulumi/pulumi/automation";
import { isNotFound, KubernetesApi } from "../../kubernetes";
import { connectionOf } from "../../kubernetes/connection";
import { execCredential } from "../../kubernetes/execCredential";
import { kubectlConnection } from "../frame/kubeconfig";
import type { Candidate } from "./adopt";
import { type ExportedState, nameOf, resourcesIn, type StateResource } from "./state";

/**
 * Which of these are there, asked of the cluster itself: the engine reads only what is in its state already, and putting
 * something there to have it read would leave it there where that fails.
 *
 * @throws Error where it cannot be known.
 */
export async function lookFor(stack: Stack, candidates: readonly Candidate[]): Promise<Candidate[]> {
    if (candidates.length === 0) return [];
    // Secrets are decrypted in this one, which stays in memory: a kubeconfig is one.
    const state = (await stack.exportStack()) as ExportedState;
    const clusters = new Map<string, KubernetesApi>();
    try {
        const found: Candidate[] = [];
        for (const candidate of candidates) {
            const { provider = "" } = candidate.resource;
            const cluster = clusters.get(provider) ?? openCluster(provider, state);
            clusters.set(provider, cluster);
            if (await isThere(candidate, cluster)) found.push(candidate);
        }
        return found;
    } finally {
        for (const cluster of clusters.values()) cluster.close();
    }
}

async function isThere({ resource, id }: Candidate, cluster: KubernetesApi): Promise<boolean> {
    const [, token = ""] = /^kubernetes:(.+)$/.exec(resource.type) ?? [];
    const [version = "", kind = ""] = token.split(":");
    const apiVersion = textIn(resource, "apiVersion") ?? version.replace(/^core\//, "");
    const [name = "", namespace] = id.split("/").reverse();
    try {
        return (
            (await cluster.get({ apiVersion, kind: textIn(resource, "kind") ?? kind }, namespace, name)) !== undefined
        );
    } catch (error) {
        // A kind that is not served has no objects.
        if (isNotFound(error)) return false;
        throw error;
    }
}

/** As the provider connects: by its `kubeconfig`, a text or a path, and its `context`; else as kubectl does. */
function openCluster(reference: string, state: ExportedState): KubernetesApi {
    const provider = resourcesIn(state).find(({ urn, id }) => `${urn}::${id}` === reference);
    if (!provider) throw new Error(`the state has no provider ${nameOf({ urn: reference.replace(/::[^:]*$/, "") })}`);
    const kubeconfig = textIn(provider, "kubeconfig");
    const context = textIn(provider, "context");
    if (!kubeconfig) return new KubernetesApi(kubectlConnection({ context }));
    const text = existsSync(kubeconfig) ? readFileSync(kubeconfig, "utf8") : kubeconfig;
    return new KubernetesApi(connectionOf(text, context, execCredential));
}

/** The key by which the state marks a secret, and every other special value: the engine's resource.SigKey. */
const signature = "4dabf18193072939515e22adb298388d";

/** An input that is a text, or a secret one that is decrypted. */
function textIn({ inputs }: StateResource, name: string): string | undefined {
    const value = inputs?.[name];
    const plain = isSecret(value) ? (JSON.parse(value.plaintext) as unknown) : value;
    return typeof plain === "string" && plain ? plain : undefined;
}

const isSecret = (value: unknown): value is { plaintext: string } =>
    typeof value === "object" && value !== null && signature in value && "plaintext" in value;
