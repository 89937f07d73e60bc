import { execFile } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { root } from "../base/checkout";
import { UsageError } from "../base/error";

/** A k3d cluster for one run. */
export interface K3d {
    kubeconfig: string;
    /** A file in `folder` with the contents of `kubeconfig`. */
    kubeconfigPath: string;
    /** The kubeconfig's context. */
    context: string;
    /** Contains the run's files, and is deleted with it. */
    folder: string;
    /** An address of this machine to serve on, and the name with which pods reach it. */
    host: { bind: string; name: string };
    remove(): Promise<void>;
}

const cluster = "confluent-demo";
const run = async (command: string, ...args: string[]): Promise<string> =>
    (await promisify(execFile)(command, args)).stdout.trim();

/**
 * Creates a k3d cluster with one server and three agents, as Confluent Platform's replicas require.
 *
 * @throws UsageError if Docker or k3d is missing, or the cluster already exists
 */
export async function startK3d(): Promise<K3d> {
    await need("docker", ["info"], "Docker has to run: https://docs.docker.com/get-docker/");
    await need("k3d", ["version"], "k3d has to be installed: https://k3d.io");
    const clusters = JSON.parse(await run("k3d", "cluster", "list", "--output", "json")) as { name: string }[];
    if (clusters.some(({ name }) => name === cluster)) {
        throw new UsageError(`There is a k3d cluster ${cluster} already: k3d cluster delete ${cluster}`);
    }
    mkdirSync(join(root, ".rehearsal"), { recursive: true });
    const folder = mkdtempSync(join(root, ".rehearsal", "k3d-"));
    const remove = async () => {
        await run("k3d", "cluster", "delete", cluster);
        rmSync(folder, { recursive: true, force: true });
    };
    try {
        await run(
            "k3d",
            "cluster",
            "create",
            cluster,
            "--agents",
            "3",
            "--wait",
            "--timeout",
            "5m",
            "--kubeconfig-update-default=false",
        );
        const kubeconfig = await run("k3d", "kubeconfig", "get", cluster);
        const kubeconfigPath = join(folder, "kubeconfig.yaml");
        writeFileSync(kubeconfigPath, kubeconfig, { mode: 0o600 });
        return { kubeconfig, kubeconfigPath, context: `k3d-${cluster}`, folder, host: await hostOf(), remove };
    } catch (error) {
        await remove().catch(() => undefined);
        throw error;
    }
}

/** On Linux, the gateway of the cluster's own network, which only its containers can reach. */
async function hostOf(): Promise<K3d["host"]> {
    // Docker Desktop's containers reach this machine's loopback interface by this name.
    if (process.platform !== "linux") return { bind: "127.0.0.1", name: "host.docker.internal" };
    const gateway = await run(
        "docker",
        "network",
        "inspect",
        `k3d-${cluster}`,
        "--format",
        "{{(index .IPAM.Config 0).Gateway}}",
    );
    return { bind: gateway, name: gateway };
}

async function need(command: string, args: string[], otherwise: string): Promise<void> {
    await run(command, ...args).catch(() => {
        throw new UsageError(`The demo on k3d needs ${command}. ${otherwise}. Without it: npm run demo`);
    });
}
