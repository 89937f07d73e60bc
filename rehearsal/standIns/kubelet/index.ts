import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { ControlPlane, Server } from "../../controlPlane";
import { commandOf } from "../../controlPlane/processes";
import { KubernetesApi, type KubernetesObject } from "../../../kubernetes";
import { missingOf } from "./needs";
import { environmentOf, onThisMachine, type PodSpec, writeMounts } from "./podFiles";
import { podStatus, type State } from "./status";

/** The description for the user. */
export const kubeletSentence =
    "Pods: stand-in kubelet (a Node script runs as a process of this machine with its pod's rights; others are said to be ready, and run nothing)";

const podKind = { apiVersion: "v1", kind: "Pod" };
const node = { apiVersion: "v1", kind: "Node", metadata: { name: "stand-in-kubelet" } };
const turnMs = 100;
/** How long to wait before a script that has ended is started again, in milliseconds. */
const againMs = 1000;

/** A pod of this kubelet. */
interface Pod {
    object: KubernetesObject;
    isBound?: boolean;
    /** Set once its process was started. */
    server?: Server;
    startedAt: number;
    /** The state in its status. */
    said?: State;
}

/**
 * A stand-in for a kubelet, and for the scheduler before it, without a container runtime: it takes the pods in a
 * namespace that have no node yet.
 *
 * It runs those whose command is `node`, with scripts from ConfigMaps. Their process has the files, the variables and
 * the service account's token that its container would have, and no further permissions in the cluster. All others it
 * reports as running and ready as soon as what they mount exists, or, for a Job's pods, as succeeded, like kwok for
 * pods (kustomize/stage/pod/fast in its repository), without running anything. The namespace doesn't have to exist yet.
 */
export async function playKubelet(
    controlPlane: ControlPlane,
    { namespace }: { namespace: string },
): Promise<{ stop(): Promise<void> }> {
    const { dataDir, url, ca } = controlPlane;
    const api = KubernetesApi.fromKubeconfig(controlPlane.kubeconfig);
    // A pod on a node that doesn't exist is garbage-collected.
    await api.apply(node);
    const pods = new Map<string, Pod>();
    const watch = await api.watch(podKind, namespace, ({ type, object }) => {
        const { uid = "" } = object.metadata;
        const pod = pods.get(uid);
        if (pod) {
            const deletionTimestamp = type === "DELETED" ? new Date().toISOString() : object.metadata.deletionTimestamp;
            pod.object = { ...object, metadata: { ...object.metadata, deletionTimestamp } };
        } else if (type !== "DELETED" && isForMe(object)) pods.set(uid, { object, startedAt: 0 });
    });

    const bind = async (pod: Pod) => {
        if (pod.isBound) return;
        const { name = "" } = pod.object.metadata;
        const target = { kind: "Node", name: node.metadata.name };
        const binding = { apiVersion: "v1", kind: "Binding", metadata: { name, namespace }, target };
        await api.post(podKind, namespace, name, "binding", binding);
        pod.isBound = true;
    };
    const start = async (pod: Pod): Promise<Server> => {
        const { object } = pod;
        const { name = "" } = object.metadata;
        const [{ command = [], args = [] } = {}] = (object.spec as PodSpec).containers;
        const mounts = await writeMounts(api, object, join(dataDir, "pods", name), ca);
        await bind(pod);
        return controlPlane.start({
            name,
            binary: process.execPath,
            args: [...command.slice(1), ...args].map((text) => onThisMachine(mounts, text)),
            env: environmentOf(object, mounts, url),
        });
    };
    const say = async (pod: Pod, state: State) => {
        if (JSON.stringify(pod.said) === JSON.stringify(state)) return;
        const { name = "" } = pod.object.metadata;
        await api.merge(podKind, namespace, name, { status: podStatus(pod.object, state) }, "status");
        pod.said = state;
    };
    const turn = async (uid: string, pod: Pod) => {
        const { name = "", deletionTimestamp } = pod.object.metadata;
        if (deletionTimestamp) {
            await pod.server?.kill("SIGTERM");
            await api.delete(podKind, namespace, name, { gracePeriodSeconds: 0 });
            pods.delete(uid);
        } else if (!isScript(pod.object)) {
            await bind(pod);
            const isSaid = pod.said === "running" || pod.said === "succeeded";
            const message = isSaid ? undefined : await missingOf(api, pod.object);
            await say(pod, message === undefined ? endOf(pod.object) : { waiting: "ContainerCreating", message });
        } else if (!pod.server) {
            pod.server = await start(pod);
            pod.startedAt = Date.now();
        } else if (commandOf(pidOf(dataDir, name)).includes(dataDir)) {
            await say(pod, "running");
        } else if (Date.now() - pod.startedAt > againMs) {
            await say(pod, { waiting: "CrashLoopBackOff" });
            pod.startedAt = Date.now();
            await pod.server.restart();
        }
    };

    let isOver = false;
    const turns = (async () => {
        while (!isOver) {
            for (const [uid, pod] of [...pods]) {
                // What doesn't exist yet, or is rejected now, is tried again at the next turn.
                await turn(uid, pod).catch(({ message }: Error) => {
                    const waiting = pod.server ? "CrashLoopBackOff" : "ContainerCreating";
                    return say(pod, { waiting, message }).catch(() => undefined);
                });
            }
            await new Promise((wake) => setTimeout(wake, turnMs));
        }
    })();
    return {
        stop: async () => {
            isOver = true;
            await Promise.all([turns, watch.stop()]);
            for (const { server } of pods.values()) await server?.kill();
            api.close();
        },
    };
}

function isForMe({ metadata, spec }: KubernetesObject): boolean {
    return !(spec as PodSpec).nodeName && !metadata.deletionTimestamp;
}

const endOf = ({ metadata }: KubernetesObject): State =>
    (metadata.ownerReferences as { kind: string }[] | undefined)?.some(({ kind }) => kind === "Job")
        ? "succeeded"
        : "running";

const isScript = ({ spec }: KubernetesObject): boolean => (spec as PodSpec).containers[0]?.command?.[0] === "node";

function pidOf(dataDir: string, name: string): number {
    try {
        return Number(readFileSync(join(dataDir, `${name}.pid`), "utf8"));
    } catch {
        return 0;
    }
}
