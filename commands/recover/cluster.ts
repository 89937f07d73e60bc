import { existsSync, readFileSync } from "node:fs";
import type { Stack } from "@pulumi/pulumi/automation";
import { isNotFound, KubernetesApi } from "../../kubernetes";
import { connectionOf } from "../../kubernetes/connection";
import { execCredential } from "../../kubernetes/execCredential";
import { kubectlConnection } from "../frame/kubeconfig";
import type { Candidate } from "./adopt";
import { type ExportedState, nameOf, resourcesIn, type StateResource } from "./state";

/**
 * Which of these resources exist, according to the cluster itself. The engine only reads what is already in its state, and
 * a resource that is added to the state just to be read would stay there if that fails.
 *
 * @throws Error if that can't be determined
 */
export async function lookFor(stack: Stack, candidates: readonly Candidate[]): Promise<Candidate[]> {
    if (candidates.length === 0) return [];
    // This export has decrypted secrets, such as a kubeconfig, and stays in memory.
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

/** Connects like the provider: with its `kubeconfig`, a text or a path, and its `context`; otherwise like kubectl. */
function openCluster(reference: string, state: ExportedState): KubernetesApi {
    const provider = resourcesIn(state).find(({ urn, id }) => `${urn}::${id}` === reference);
    if (!provider) throw new Error(`the state has no provider ${nameOf({ urn: reference.replace(/::[^:]*$/, "") })}`);
    const kubeconfig = textIn(provider, "kubeconfig");
    const context = textIn(provider, "context");
    if (!kubeconfig) return new KubernetesApi(kubectlConnection({ context }));
    const text = existsSync(kubeconfig) ? readFileSync(kubeconfig, "utf8") : kubeconfig;
    return new KubernetesApi(connectionOf(text, context, execCredential));
}

/** The key with which the state marks a secret, and every other special value: the engine's resource.SigKey. */
const signature = "4dabf18193072939515e22adb298388d";

/** An input that is a text, or a secret text after decryption. */
function textIn({ inputs }: StateResource, name: string): string | undefined {
    const value = inputs?.[name];
    const plain = isSecret(value) ? (JSON.parse(value.plaintext) as unknown) : value;
    return typeof plain === "string" && plain ? plain : undefined;
}

const isSecret = (value: unknown): value is { plaintext: string } =>
    typeof value === "object" && value !== null && signature in value && "plaintext" in value;
