import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import type { KubernetesObject } from "../../kubernetes";
import { moduleFiles, type ToolName } from "../../tools";
import { applyManifests, type ControlPlane, type Server } from "../controlPlane";
import { crdsIn } from "../controlPlane/chartCrds";

/** How a controller that runs beside the platform is started. */
export interface Addon {
    tool: ToolName;
    /** Absolute path of its binary. */
    binary: string;
    /** Where its project keeps its CRDs, a folder or a file of its Go module. */
    crds: string;
    /** Those of them that are installed, by name. Default: all */
    isWanted?: (name: string) => boolean;
    /** Its own, as its chart's documentation has it. It is made. */
    namespace: string;
    args: readonly string[];
    /** On top of this process's environment, and of KUBECONFIG. */
    env?: Record<string, string>;
    /** What it writes when it has begun its work. */
    ready: string;
}

/**
 * Starts a controller beside a control plane, with its CRDs and its namespace. It listens on no port, may do everything,
 * and ends with the control plane.
 *
 * @returns once it has begun its work
 * @throws ServerError where it does not start
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
    // Its log goes on after a restart, and then says so once more.
    const starts = new Set<number>();
    await server.ready((pid) => Promise.resolve(server.log().split(ready).length > starts.add(pid).size));
    return server;
}

/** The CRDs as the project of the controller publishes them with the version that runs. */
async function crdsOf({ tool, crds, isWanted = () => true }: Addon): Promise<KubernetesObject[]> {
    const path = await moduleFiles(tool, crds);
    const files = statSync(path).isDirectory() ? readdirSync(path).map((name) => join(path, name)) : [path];
    return files
        .filter((file) => file.endsWith(".yaml"))
        .flatMap((file) => crdsIn(readFileSync(file, "utf8")))
        .filter(({ metadata }) => isWanted(metadata.name ?? ""));
}
