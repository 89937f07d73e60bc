import { mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { delimiter, join } from "node:path";
import { parse, stringify } from "yaml";
import { argoCdFiles, type Tools } from "../../tools";
import { applyManifests, type ControlPlane, onFreePorts } from "../controlPlane";
import { argoCdManifests, type OwnConfiguration } from "./manifests";
import { argoCdNamespace } from "../../kubernetes/application";
import { type Parts, type PartsOptions, portCount, startParts } from "./parts";
import { showController } from "./show";

/** Argo CD's parts, as ordinary processes beside a control plane. They end with the control plane. */
export interface ArgoCd extends Parts {
    /** Without a `v`. */
    version: string;
}

/**
 * Starts Argo CD without its UI and API: Redis (a stand-in of a few lines), repo server, application controller and
 * ApplicationSet controller, configured as the ArgoCd layer configures the chart. Its CRDs have to exist. If a port
 * that was free is taken a moment later, all of them are started again on other ports.
 *
 * @param own configuration that replaces this project's. Default: none
 * @param addons whether there are Applications of addons. Default: false
 * @throws ServerError for a part that does not start
 */
export async function startArgoCd(
    controlPlane: ControlPlane,
    { argocd, kustomize, helm, "redis-shim": redisShim }: Tools<"argocd" | "kustomize" | "helm" | "redis-shim">,
    own?: OwnConfiguration,
    addons?: boolean,
): Promise<ArgoCd> {
    const files = await argoCdFiles();
    const objects = argoCdManifests(files.base, own, addons);
    await applyManifests(controlPlane, objects);

    const options: PartsOptions = {
        argocd,
        redisShim,
        kubeconfig: kubeconfigIn(controlPlane),
        base: files.base,
        objects,
        environment: commonEnvironment(controlPlane, { argocd, kustomize, helm }, files.scripts),
    };
    const parts = await onFreePorts(portCount, (ports) => startParts(controlPlane, options, ports));
    await showController(controlPlane);
    return { version: files.version, ...parts };
}

/** The files that its parts look for, all in the control plane's folder. */
function commonEnvironment(
    controlPlane: ControlPlane,
    binaries: Record<"argocd" | "kustomize" | "helm", string>,
    scripts: string,
): Record<string, string> {
    const folder = (name: string) => {
        const path = join(controlPlane.dataDir, "argocd", name);
        mkdirSync(path, { recursive: true });
        return path;
    };
    for (const [name, binary] of Object.entries(binaries)) symlinkSync(binary, join(folder("path"), name));
    const socket = join(controlPlane.dataDir, "ask-pass.sock");
    return {
        KUBECONFIG: kubeconfigIn(controlPlane),
        PATH: [folder("path"), scripts, process.env.PATH].join(delimiter),
        HOME: folder("home"),
        TMPDIR: folder("tmp"),
        ARGOCD_FAKE_IN_CLUSTER: "true",
        ARGOCD_GPG_ENABLED: "false",
        ARGOCD_TLS_DATA_PATH: folder("tls"),
        ARGOCD_SSH_DATA_PATH: folder("ssh"),
        // The socket on which Git asks the repo server for a password. The default is a single one for the whole
        // machine, for whichever process started last; a socket's path can't be longer than this.
        ...(Buffer.byteLength(socket) < 104 && { ARGOCD_ASK_PASS_SOCK: socket }),
    };
}

/**
 * A kubeconfig whose context is in Argo CD's namespace, because each part assumes that its namespace is the current
 * one.
 */
function kubeconfigIn({ dataDir, kubeconfig }: ControlPlane): string {
    const path = join(dataDir, "argocd-kubeconfig.yaml");
    const config = parse(kubeconfig) as { contexts: { context: Record<string, string> }[] };
    for (const { context } of config.contexts) context.namespace = argoCdNamespace;
    writeFileSync(path, stringify(config), { mode: 0o600 });
    return path;
}
