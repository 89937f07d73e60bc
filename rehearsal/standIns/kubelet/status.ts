import type { KubernetesObject } from "../../kubernetesApi";
import type { PodSpec } from "./podFiles";

/** A pod's status as its kubelet would write it: running and ready, or waiting to be started again. */
export function podStatus(pod: KubernetesObject, isRunning: boolean): object {
    const now = new Date().toISOString();
    const condition = (type: string, isSo: boolean) => ({
        type,
        status: isSo ? "True" : "False",
        lastTransitionTime: now,
    });
    const state = isRunning ? { running: { startedAt: now } } : { waiting: { reason: "CrashLoopBackOff" } };
    return {
        phase: "Running",
        conditions: [
            condition("PodScheduled", true),
            condition("Initialized", true),
            condition("ContainersReady", isRunning),
            condition("Ready", isRunning),
        ],
        containerStatuses: (pod.spec as PodSpec).containers.map(({ name, image }) => ({
            ...{ name, image, imageID: "", restartCount: 0 },
            ...{ ready: isRunning, started: isRunning, state },
        })),
    };
}
