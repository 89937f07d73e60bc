import { mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { delimiter, join } from "node:path";
import { parse, stringify } from "yaml";
import { argoCdFiles, type Tools } from "../../tools";
import { applyManifests, type ControlPlane, onFreePorts } from "../controlPlane";
import { argoCdManifests, type OwnConfiguration } from "./manifests";
import { argoCdNamespace } from "../../kubernetes/application";
import { type Parts, type PartsOptions, portCount, startParts } from "./parts";
import { showController } from "./show";

/** Argo CD's parts, as ordinary processes beside a control plane. They end with it. */
export interface ArgoCd extends Parts {
    /** Without a `v`. */
    version: string;
}

/**
 * Starts Argo CD, without its page and API: Redis (a stand-in of a few lines), repo server, application controller and
 * ApplicationSet controller, configured as the ArgoCd layer configures the chart. Its CRDs have to be there.
 * Where a port that was free is taken a moment later, all of them start again on others.
 *
 * @param own configuration in place of this project's. Default: none
 * @param addons whether it has Applications of addons. Default: false
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

/** Files that its parts look for, all below the control plane's folder. */
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
        // Where Git asks the repo server for a password. By default it is one for the whole machine, for whoever came
        // last; a longer path than this cannot be that of a socket.
        ...(Buffer.byteLength(socket) < 104 && { ARGOCD_ASK_PASS_SOCK: socket }),
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
