import { existsSync, readFileSync } from "node:fs";
import { isIPv6 } from "node:net";
import { join } from "node:path";
import type { Connection } from "./connection";

/**
 * The connection of a pod to its own cluster, as its service account. Undefined outside a pod.
 *
 * @param folder where the kubelet puts the service account's token
 * @see https://kubernetes.io/docs/tasks/run-application/access-api-from-pod/ and client-go: rest.InClusterConfig
 */
export function inClusterConnection(
    env: NodeJS.ProcessEnv,
    folder = "/var/run/secrets/kubernetes.io/serviceaccount",
): Connection | undefined {
    const { KUBERNETES_SERVICE_HOST: host, KUBERNETES_SERVICE_PORT: port } = env;
    const read = (file: string) =>
        existsSync(join(folder, file)) ? readFileSync(join(folder, file), "utf8").trim() : undefined;
    const token = read("token");
    if (!host || !port || !token) return undefined;
    const url = `https://${isIPv6(host) ? `[${host}]` : host}:${port}`;
    return { url, token, ca: read("ca.crt"), namespace: read("namespace") };
}
