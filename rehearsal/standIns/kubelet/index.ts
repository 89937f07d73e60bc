import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { ControlPlane, Server } from "../../controlPlane";
import { commandOf } from "../../controlPlane/processes";
import { KubernetesApi, type KubernetesObject } from "../../kubernetesApi";
import { environmentOf, onThisMachine, type PodSpec, writeMounts } from "./podFiles";
import { podStatus } from "./status";

/** What a user is told of it. */
export const kubeletSentence =
    "Pods that run a Node script: stand-in kubelet (the script itself, as a process of this machine with its pod's rights)";

const podKind = { apiVersion: "v1", kind: "Pod" };
const nodeName = "stand-in-kubelet";
const turnMs = 100;
/** A script that ends is started again after this long, in milliseconds. */
const againMs = 1000;

/** A pod that this kubelet has taken. */
interface Running {
    server: Server;
    startedAt: number;
    /** What its status says; undefined before it says anything. */
    said?: boolean;
}

/**
 * Stand-in for a kubelet where there is no container runtime: runs the pods of a namespace that are on no node yet and
 * whose command is `node`, with scripts from ConfigMaps. Their process has the files, the variables and the service
 * account's token that its container would have, and no more rights in the cluster. Other pods stay as they are.
 * The namespace need not be there yet.
 */
export async function playKubelet(
    controlPlane: ControlPlane,
    { namespace }: { namespace: string },
): Promise<{ stop(): Promise<void> }> {
    const api = KubernetesApi.fromKubeconfig(controlPlane.kubeconfig);
    // A pod on a node that is not there is collected as garbage.
    await api.apply({ apiVersion: "v1", kind: "Node", metadata: { name: nodeName } });
    const pods = new Map<string, KubernetesObject>();
    const running = new Map<string, Running>();
    const watch = await api.watch(podKind, namespace, ({ type, object }) => {
        const { uid = "" } = object.metadata;
        if (type === "DELETED") pods.delete(uid);
        else if (pods.has(uid) || isForMe(object)) pods.set(uid, object);
    });

    const turn = async (uid: string, pod: KubernetesObject | undefined) => {
        const taken = running.get(uid);
        if (!pod || pod.metadata.deletionTimestamp) {
            await taken?.server.kill("SIGTERM");
            running.delete(uid);
            const { name = "" } = pod?.metadata ?? {};
            if (pod) await api.delete(podKind, namespace, name, { gracePeriodSeconds: 0 });
        } else if (taken) {
            await keepRunning(pod, taken);
        } else {
            running.set(uid, { server: await start(pod), startedAt: Date.now() });
        }
    };
    const start = async (pod: KubernetesObject): Promise<Server> => {
        const { name = "" } = pod.metadata;
        const [{ command = [], args = [] } = {}] = (pod.spec as PodSpec).containers;
        const mounts = await writeMounts(api, pod, join(controlPlane.dataDir, "pods", name), controlPlane.ca);
        const target = { apiVersion: "v1", kind: "Node", name: nodeName };
        await api.post(podKind, namespace, name, "binding", { apiVersion: "v1", kind: "Binding", target });
        return controlPlane.start({
            name,
            binary: process.execPath,
            args: [...command.slice(1), ...args].map((text) => onThisMachine(mounts, text)),
            env: environmentOf(pod, mounts, controlPlane.url),
        });
    };
    const keepRunning = async (pod: KubernetesObject, taken: Running) => {
        const { name = "" } = pod.metadata;
        const isRunning = commandOf(pidOf(controlPlane, name)).includes(controlPlane.dataDir);
        const isDue = Date.now() - taken.startedAt > againMs;
        if (taken.said !== isRunning && (isRunning || isDue)) {
            await api.merge(podKind, namespace, name, { status: podStatus(pod, isRunning) }, "status");
            taken.said = isRunning;
        }
        if (isRunning || !isDue) return;
        taken.startedAt = Date.now();
        await taken.server.restart();
    };

    let isOver = false;
    const turns = (async () => {
        while (!isOver) {
            for (const uid of new Set([...pods.keys(), ...running.keys()])) {
                // What is not there yet, or refused now, is tried again at the next turn.
                await turn(uid, pods.get(uid)).catch(() => undefined);
            }
            await new Promise((wake) => setTimeout(wake, turnMs));
        }
    })();
    return {
        stop: async () => {
            isOver = true;
            await Promise.all([turns, watch.stop()]);
            await Promise.all([...running.values()].map(({ server }) => server.kill()));
            api.close();
        },
    };
}

function isForMe({ metadata, spec }: KubernetesObject): boolean {
    const { nodeName, containers } = spec as PodSpec;
    return !nodeName && !metadata.deletionTimestamp && containers[0]?.command?.[0] === "node";
}

function pidOf({ dataDir }: ControlPlane, name: string): number {
    try {
        return Number(readFileSync(join(dataDir, `${name}.pid`), "utf8"));
    } catch {
        return 0;
    }
}
