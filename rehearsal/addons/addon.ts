import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import type { KubernetesObject } from "../../kubernetes";
import { moduleFiles, type ToolName } from "../../tools";
import { applyManifests, type ControlPlane, type Server } from "../controlPlane";
import { crdsIn } from "../controlPlane/chartCrds";

/** How to start a controller that runs beside the platform. */
export interface Addon {
    tool: ToolName;
    /** Absolute path of its binary. */
    binary: string;
    /** Where its project keeps its CRDs: a folder or a file in its Go module. */
    crds: string;
    /** Which of the CRDs to install, by name. Default: all. */
    isWanted?: (name: string) => boolean;
    /** Its usual namespace, from its chart's documentation. It is created. */
    namespace: string;
    args: readonly string[];
    /** In addition to this process's environment and KUBECONFIG. */
    env?: Record<string, string>;
    /** The text that it logs when it has started its work. */
    ready: string;
}

/**
 * Starts a controller beside a control plane, with its CRDs and its namespace. It listens on no port, has all
 * permissions, and ends with the control plane.
 *
 * @returns once it has started its work
 * @throws ServerError if it does not start
 */
export async function startAddon(controlPlane: ControlPlane, addon: Addon): Promise<Server> {
    const { tool, binary, namespace, args, env, ready } = addon;
    await applyManifests(controlPlane, [
        { apiVersion: "v1", kind: "Namespace", metadata: { name: namespace } },
        ...(await crdsOf(addon)),
    ]);
    const server = controlPlane.start({
        name: tool,
        binary,
        args: [...args],
        env: { KUBECONFIG: controlPlane.kubeconfigPath, ...env },
    });
    // Its log continues after a restart, and then contains this text once more.
    const starts = new Set<number>();
    await server.ready((pid) => Promise.resolve(server.log().split(ready).length > starts.add(pid).size));
    return server;
}

/** The CRDs from the controller's project, in the version that runs. */
async function crdsOf({ tool, crds, isWanted = () => true }: Addon): Promise<KubernetesObject[]> {
    const path = await moduleFiles(tool, crds);
    const files = statSync(path).isDirectory() ? readdirSync(path).map((name) => join(path, name)) : [path];
    return files
        .filter((file) => file.endsWith(".yaml"))
        .flatMap((file) => crdsIn(readFileSync(file, "utf8")))
        .filter(({ metadata }) => isWanted(metadata.name ?? ""));
}
