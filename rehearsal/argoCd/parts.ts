import { join } from "node:path";
import { type ControlPlane, listensOn, type Server } from "../controlPlane";
import type { KubernetesObject } from "../../kubernetes";
import { argoCdNamespace } from "../../kubernetes/application";
import { environmentOf } from "./manifests";

/** Argo CD's parts as processes. */
export interface Parts {
    redis: Server;
    repoServer: Server;
    controller: Server;
    applicationSetController: Server;
}

export interface PartsOptions {
    /** Paths of the binaries. */
    argocd: string;
    redisShim: string;
    /** A kubeconfig whose context is in Argo CD's namespace. */
    kubeconfig: string;
    /** Folder of Argo CD's manifests. */
    base: string;
    /** The result of `argoCdManifests`. */
    objects: readonly KubernetesObject[];
    /** The part of the environment that all of them share. */
    environment: Record<string, string>;
}

/** The number of ports of 127.0.0.1 on which they listen. */
export const portCount = 7;

/**
 * Starts the parts, and resolves once each listens on all of its ports. If one does not, none keeps running.
 *
 * @throws ServerError for a part that does not start, also if another process has one of its ports
 */
export async function startParts(controlPlane: ControlPlane, options: PartsOptions, ports: number[]): Promise<Parts> {
    const [redisPort, repoServerPort, repoServerMetrics, metrics, ...ofApplicationSets] = ports;
    const [probe, applicationSetMetrics, webhook] = ofApplicationSets;
    const { kubeconfig, argocd, redisShim, base, objects, environment } = options;
    const part = (name: string, folder: string, manifest: string, args: string[]) =>
        controlPlane.start({
            name,
            binary: argocd,
            args: [...args, "--loglevel=info", "--logformat=text"],
            // A command-line argument takes precedence over the same setting in the environment.
            env: { ...environmentOf(join(base, folder, manifest), objects), ...environment, ARGOCD_BINARY_NAME: name },
        });
    const redisAddress = `127.0.0.1:${redisPort}`;
    const repoServerAddress = `127.0.0.1:${repoServerPort}`;
    const inCluster = [`--kubeconfig=${kubeconfig}`, `--namespace=${argoCdNamespace}`];
    const parts: Parts = {
        redis: controlPlane.start({ name: "redis", binary: redisShim, args: [`--addr=${redisAddress}`] }),
        repoServer: part("argocd-repo-server", "repo-server", "argocd-repo-server-deployment.yaml", [
            "--address=127.0.0.1",
            `--port=${repoServerPort}`,
            "--metrics-address=127.0.0.1",
            `--metrics-port=${repoServerMetrics}`,
            "--disable-tls",
            "--client-ca-path=",
            `--redis=${redisAddress}`,
        ]),
        controller: part(
            "argocd-application-controller",
            "application-controller",
            "argocd-application-controller-statefulset.yaml",
            [
                ...inCluster,
                `--redis=${redisAddress}`,
                `--repo-server=${repoServerAddress}`,
                "--repo-server-plaintext",
                `--metrics-port=${metrics}`,
            ],
        ),
        applicationSetController: part(
            "argocd-applicationset-controller",
            "applicationset-controller",
            "argocd-applicationset-controller-deployment.yaml",
            [
                ...inCluster,
                `--argocd-repo-server=${repoServerAddress}`,
                "--repo-server-plaintext",
                `--probe-addr=127.0.0.1:${probe}`,
                `--metrics-addr=127.0.0.1:${applicationSetMetrics}`,
                `--webhook-addr=127.0.0.1:${webhook}`,
            ],
        ),
    };
    // A port that another process took also answers, and the part that should have it ends a little later.
    const listens = (server: Server, own: (number | undefined)[]) =>
        server.ready(async (pid) => (await Promise.all(own.map((port = 0) => listensOn(port, pid)))).every(Boolean));
    try {
        await Promise.all([
            listens(parts.redis, [redisPort]),
            listens(parts.repoServer, [repoServerPort, repoServerMetrics]),
            listens(parts.controller, [metrics]),
            listens(parts.applicationSetController, ofApplicationSets),
        ]);
        return parts;
    } catch (error) {
        await Promise.all(Object.values(parts).map((server: Server) => server.kill()));
        throw error;
    }
}
