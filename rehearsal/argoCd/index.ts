import { mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { connect } from "node:net";
import { delimiter, join } from "node:path";
import { parse, stringify } from "yaml";
import { argoCdFiles, type Tools } from "../../tools";
import { applyManifests, type ControlPlane, freePorts, type Server } from "../controlPlane";
import { argoCdManifests, argoCdNamespace, environmentOf } from "./manifests";

export * from "./application";
export { argoCdNamespace } from "./manifests";

/** Argo CD's parts, as ordinary processes beside a control plane. They end with it. */
export interface ArgoCd {
    /** Without a `v`. */
    version: string;
    redis: Server;
    repoServer: Server;
    controller: Server;
    applicationSetController: Server;
}

interface Ports {
    redis: number;
    repoServer: number;
    metrics: number;
    repoServerMetrics: number;
    applicationSetProbe: number;
    applicationSetMetrics: number;
    applicationSetWebhook: number;
}

/**
 * Starts Argo CD, without its page and API: Redis (a stand-in of a few lines), repo server, application controller and
 * ApplicationSet controller, configured as the ArgoCd layer configures the chart. Its CRDs have to be there.
 *
 * @param settings of argocd-cm, in place of this project's. Default: none
 * @throws ServerError for a part that does not start
 */
export async function startArgoCd(
    controlPlane: ControlPlane,
    { argocd, kustomize, "redis-shim": redisShim }: Tools<"argocd" | "kustomize" | "redis-shim">,
    settings?: Record<string, string>,
): Promise<ArgoCd> {
    const [files, ports] = await Promise.all([argoCdFiles(), findPorts()]);
    const objects = argoCdManifests(files.base, settings);
    await applyManifests(controlPlane, objects);

    const environment = commonEnvironment(controlPlane, kustomize, files.scripts);
    const redisAddress = loopback(ports.redis);
    const start = (name: string, folder: string, manifest: string, args: string[]) =>
        controlPlane.start({
            name,
            binary: argocd,
            args: [...args, "--loglevel=info", "--logformat=text"],
            // What is said here on the command line wins over the same setting in the environment.
            env: {
                ...environmentOf(join(files.base, folder, manifest), objects),
                ...environment,
                ARGOCD_BINARY_NAME: name,
            },
        });

    const redis = controlPlane.start({ name: "redis", binary: redisShim, args: [`--addr=${redisAddress}`] });
    const repoServer = start("argocd-repo-server", "repo-server", "argocd-repo-server-deployment.yaml", [
        "--address=127.0.0.1",
        `--port=${ports.repoServer}`,
        "--metrics-address=127.0.0.1",
        `--metrics-port=${ports.repoServerMetrics}`,
        "--disable-tls",
        "--client-ca-path=",
        `--redis=${redisAddress}`,
    ]);
    const controller = start(
        "argocd-application-controller",
        "application-controller",
        "argocd-application-controller-statefulset.yaml",
        [
            `--kubeconfig=${kubeconfigIn(controlPlane)}`,
            `--namespace=${argoCdNamespace}`,
            `--redis=${redisAddress}`,
            `--repo-server=${loopback(ports.repoServer)}`,
            "--repo-server-plaintext",
            `--metrics-port=${ports.metrics}`,
        ],
    );
    const applicationSetController = start(
        "argocd-applicationset-controller",
        "applicationset-controller",
        "argocd-applicationset-controller-deployment.yaml",
        [
            `--kubeconfig=${kubeconfigIn(controlPlane)}`,
            `--namespace=${argoCdNamespace}`,
            `--argocd-repo-server=${loopback(ports.repoServer)}`,
            "--repo-server-plaintext",
            `--probe-addr=${loopback(ports.applicationSetProbe)}`,
            `--metrics-addr=${loopback(ports.applicationSetMetrics)}`,
            `--webhook-addr=${loopback(ports.applicationSetWebhook)}`,
        ],
    );
    await Promise.all([
        redis.ready(() => listens(ports.redis)),
        repoServer.ready(() => listens(ports.repoServer)),
        controller.ready(() => listens(ports.metrics)),
        applicationSetController.ready(() => listens(ports.applicationSetProbe)),
    ]);
    return { version: files.version, redis, repoServer, controller, applicationSetController };
}

const loopback = (port: number): string => `127.0.0.1:${port}`;

async function findPorts(): Promise<Ports> {
    const [redis = 0, repoServer = 0, metrics = 0, repoServerMetrics = 0, ...others] = await freePorts(7);
    const [applicationSetProbe = 0, applicationSetMetrics = 0, applicationSetWebhook = 0] = others;
    return {
        redis,
        repoServer,
        metrics,
        repoServerMetrics,
        applicationSetProbe,
        applicationSetMetrics,
        applicationSetWebhook,
    };
}

/** Files that its parts look for, all below the control plane's folder. */
function commonEnvironment(controlPlane: ControlPlane, kustomize: string, scripts: string): Record<string, string> {
    const folder = (name: string) => {
        const path = join(controlPlane.dataDir, "argocd", name);
        mkdirSync(path, { recursive: true });
        return path;
    };
    symlinkSync(kustomize, join(folder("path"), "kustomize"));
    return {
        KUBECONFIG: kubeconfigIn(controlPlane),
        PATH: [folder("path"), scripts, process.env.PATH].join(delimiter),
        HOME: folder("home"),
        TMPDIR: folder("tmp"),
        ARGOCD_FAKE_IN_CLUSTER: "true",
        ARGOCD_GPG_ENABLED: "false",
        ARGOCD_TLS_DATA_PATH: folder("tls"),
        ARGOCD_SSH_DATA_PATH: folder("ssh"),
    };
}

/** A kubeconfig whose context is in Argo CD's namespace, as each part takes its own to be the current one. */
function kubeconfigIn({ dataDir, kubeconfig }: ControlPlane): string {
    const path = join(dataDir, "argocd-kubeconfig.yaml");
    const config = parse(kubeconfig) as { contexts: { context: Record<string, string> }[] };
    for (const { context } of config.contexts) context.namespace = argoCdNamespace;
    writeFileSync(path, stringify(config), { mode: 0o600 });
    return path;
}

/** Whether somebody listens on a port of 127.0.0.1. */
function listens(port: number): Promise<boolean> {
    return new Promise((resolve) => {
        const socket = connect(port, "127.0.0.1");
        socket.on("connect", () => resolve(true)).on("error", () => resolve(false));
        socket.on("connect", () => socket.destroy());
    });
}
