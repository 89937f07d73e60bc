import type { KubernetesObject } from "../../../kubernetes";
import type { PodSpec } from "./podFiles";

/** The state of a pod's container. */
export type State = "running" | "succeeded" | { waiting: "ContainerCreating" | "CrashLoopBackOff"; message?: string };

/** A pod's status as its kubelet would write it. */
export function podStatus(pod: KubernetesObject, state: State): object {
    const now = new Date().toISOString();
    const isRunning = state === "running";
    if (state === "succeeded") return { phase: "Succeeded" };
    const condition = (type: string, isSo: boolean) => ({
        type,
        status: isSo ? "True" : "False",
        lastTransitionTime: now,
    });
    const containerState = isRunning
        ? { running: { startedAt: now } }
        : { waiting: { reason: state.waiting, message: state.message } };
    return {
        phase: isRunning || state.waiting === "CrashLoopBackOff" ? "Running" : "Pending",
        conditions: [
            condition("PodScheduled", true),
            condition("Initialized", true),
            condition("ContainersReady", isRunning),
            condition("Ready", isRunning),
        ],
        containerStatuses: (pod.spec as PodSpec).containers.map(({ name, image }) => ({
            ...{ name, image, imageID: "", restartCount: 0 },
            ...{ ready: isRunning, started: isRunning, state: containerState },
        })),
    };
}
