import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import type { KubernetesApi, KubernetesObject } from "../../../kubernetes";

/** The part of a pod's spec that the stand-in uses. */
export interface PodSpec {
    nodeName?: string;
    serviceAccountName?: string;
    terminationGracePeriodSeconds?: number;
    containers: {
        name: string;
        image: string;
        command?: string[];
        args?: string[];
        env?: { name: string; value?: string }[];
        volumeMounts?: { name: string; mountPath: string }[];
    }[];
    volumes?: { name: string; configMap?: { name: string; optional?: boolean } }[];
}

/** Where a pod finds its service account's token. */
const accountPath = "/var/run/secrets/kubernetes.io/serviceaccount";
const day = 24 * 60 * 60;

/** A container's mounts: folders on this machine by their path in the container. */
export type Mounts = Map<string, string>;

/**
 * Writes what a pod's first container mounts, its ConfigMaps and its service account, into a folder.
 *
 * @throws KubernetesError if one of them doesn't exist (yet)
 */
export async function writeMounts(
    api: KubernetesApi,
    { metadata, spec }: KubernetesObject,
    folder: string,
    ca: string,
): Promise<Mounts> {
    const { containers, volumes = [], serviceAccountName = "default" } = spec as PodSpec;
    const { namespace = "" } = metadata;
    const mounts: Mounts = new Map();
    for (const { name, mountPath } of containers[0]?.volumeMounts ?? []) {
        const configMap = volumes.find((volume) => volume.name === name)?.configMap?.name;
        if (!configMap) throw new Error(`the stand-in kubelet mounts ConfigMaps alone, and ${name} is none`);
        const found = await api.get({ apiVersion: "v1", kind: "ConfigMap" }, namespace, configMap);
        if (!found) throw new Error(`there is no ConfigMap ${namespace}/${configMap}`);
        mounts.set(mountPath, join(folder, name));
        write(join(folder, name), (found.data ?? {}) as Record<string, string>);
    }
    const token = await tokenOf(api, namespace, serviceAccountName);
    mounts.set(accountPath, join(folder, "serviceaccount"));
    write(join(folder, "serviceaccount"), { token, namespace, "ca.crt": ca });
    return mounts;
}

async function tokenOf(api: KubernetesApi, namespace: string, name: string): Promise<string> {
    const account = { apiVersion: "v1", kind: "ServiceAccount" };
    const { status } = await api.post(account, namespace, name, "token", {
        apiVersion: "authentication.k8s.io/v1",
        kind: "TokenRequest",
        spec: { expirationSeconds: day },
    });
    return (status as { token: string }).token;
}

function write(folder: string, files: Record<string, string>): void {
    for (const [name, text] of Object.entries(files)) {
        const path = join(folder, name);
        mkdirSync(dirname(path), { recursive: true });
        writeFileSync(path, text, { mode: 0o600 });
    }
}

/** Converts a path in a container to one on this machine; any other text is returned unchanged. */
export function onThisMachine(mounts: Mounts, text: string): string {
    const mounted = [...mounts].find(([path]) => text === path || text.startsWith(`${path}/`));
    return mounted ? mounted[1] + text.slice(mounted[0].length) : text;
}

/** The environment of a pod's container: its own variables, and those that Kubernetes adds. */
export function environmentOf({ spec }: KubernetesObject, mounts: Mounts, url: string): Record<string, string> {
    const { hostname, port } = new URL(url);
    const own = (spec as PodSpec).containers[0]?.env ?? [];
    return {
        ...Object.fromEntries(own.map(({ name, value = "" }) => [name, onThisMachine(mounts, value)])),
        KUBERNETES_SERVICE_HOST: hostname,
        KUBERNETES_SERVICE_PORT: port,
        // In a pod, it is mounted at the standard path. Here it is elsewhere.
        SERVICE_ACCOUNT_DIR: onThisMachine(mounts, accountPath),
    };
}
