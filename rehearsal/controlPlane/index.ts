import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { KubernetesApi } from "../../kubernetes";
import { kubeconfigOf, writeCredentials } from "./credentials";
import { apiServerFlags, asArguments, controllerManagerFlags, etcdFlags, type Flags, type Plan } from "./flags";
import { makeFolder } from "../../base/folder";
import { type Guardian, startGuardian } from "./guardian";
import { onFreePorts } from "./ports";
import { type Server, type ServerOptions, startServer } from "./server";
import { sweep } from "./sweep";

export { crdsOf, installCrds, thirdPartyCrds } from "./crds";
export { applyManifests } from "./manifests";
export { listeningPorts, listensOn } from "./listening";
export { freePorts, onFreePorts } from "./ports";
export { type Server, ServerError } from "./server";

export type ServerName = "etcd" | "kube-apiserver" | "kube-controller-manager";

/** A running control plane: etcd, kube-apiserver and kube-controller-manager on 127.0.0.1. */
export interface ControlPlane {
    /** `https://127.0.0.1:PORT`. */
    url: string;
    /** A file with the contents of `kubeconfig`. */
    kubeconfigPath: string;
    /** YAML with a single context, `rehearsal`, whose user has all permissions. */
    kubeconfig: string;
    /** Contains all of its files, including the servers' logs (NAME.log). */
    dataDir: string;
    token: string;
    /** The CA of the API server's certificate, in PEM. */
    ca: string;
    /** Its own processes, which a drill may stop and start again. */
    servers: Record<ServerName, Server>;
    /** Starts a process beside it that ends with it. */
    start(options: Omit<ServerOptions, "folder">): Server;
    /** Ends the servers and deletes the data. Safe to call twice. */
    stop(): Promise<void>;
}

/** The servers' binaries, as absolute paths. */
export type Binaries = Record<ServerName, string>;

/**
 * Starts a control plane that is ready to serve and has a namespace `default`. It ends with `stop`, or with this
 * process, however that ends.
 *
 * @throws ServerError with the last lines of the log of a server that does not start
 */
export async function startControlPlane(binaries: Binaries): Promise<ControlPlane> {
    await sweep();
    return onFreePorts(3, (ports) => startOnce(binaries, ports));
}

async function startOnce(binaries: Binaries, ports: number[]): Promise<ControlPlane> {
    const folder = makeFolder();
    const guardian = startGuardian(folder);
    try {
        return await startIn(folder, ports, binaries, guardian);
    } catch (error) {
        await guardian.release();
        throw error;
    }
}

async function startIn(folder: string, ports: number[], binaries: Binaries, guardian: Guardian): Promise<ControlPlane> {
    const plan = planIn(folder, ports);
    const start = (options: Omit<ServerOptions, "folder">) => startServer({ ...options, folder });
    const own = (name: ServerName, flags: Flags) => start({ name, binary: binaries[name], args: asArguments(flags) });

    const etcd = own("etcd", etcdFlags(plan));
    const token = writeCredentials(plan);
    await etcd.ready(() => answers(`http://127.0.0.1:${plan.etcdPort}/health`));

    const apiServer = own("kube-apiserver", apiServerFlags(plan));
    // The API server creates its certificate, and the CA for it, when it starts.
    const certificate = join(plan.certificates, "apiserver.crt");
    await apiServer.ready(() => Promise.resolve(existsSync(join(plan.certificates, "apiserver.key"))));
    const ca = readFileSync(certificate, "utf8");
    const url = `https://127.0.0.1:${plan.apiPort}`;
    const kubeconfig = kubeconfigOf(url, ca, token);
    writeFileSync(plan.kubeconfig, kubeconfig, { mode: 0o600 });

    const api = new KubernetesApi({ url, ca, token });
    await apiServer.ready(() => api.isReady());
    const manager = own("kube-controller-manager", controllerManagerFlags(plan));
    await manager.ready(async () => (await api.get(namespace, undefined, "default")) !== undefined);
    api.close();
    return {
        url,
        kubeconfigPath: plan.kubeconfig,
        kubeconfig,
        dataDir: folder,
        token,
        ca,
        servers: { etcd, "kube-apiserver": apiServer, "kube-controller-manager": manager },
        start,
        stop: () => guardian.release(),
    };
}

const namespace = { apiVersion: "v1", kind: "Namespace" };

function planIn(folder: string, [etcdPort = 0, etcdPeerPort = 0, apiPort = 0]: number[]): Plan {
    return {
        folder,
        etcdPort,
        etcdPeerPort,
        apiPort,
        tokenFile: join(folder, "tokens.csv"),
        serviceAccountKey: join(folder, "service-account.key"),
        serviceAccountPublicKey: join(folder, "service-account.pub"),
        kubeconfig: join(folder, "kubeconfig.yaml"),
        certificates: join(folder, "certificates"),
    };
}

const answers = (url: string): Promise<boolean> =>
    fetch(url).then(
        ({ ok }) => ok,
        () => false,
    );
