import { confluentKinds } from "../../config/workload/confluentKinds";
import type { KubernetesApi, KubernetesObject } from "../../kubernetes";
import { confluentVersion } from "./stages";

interface Condition {
    type: string;
    status: string;
    reason: string;
    message: string;
    lastProbeTime: string;
    lastTransitionTime: string;
}

/** Under way until `stop` is called, which leaves every component without a fault. */
export interface Faults {
    /** How many were written so far. */
    readonly written: number;
    stop(): Promise<void>;
}

// Longer than a component waits before it rolls (stages/components.yaml), which begins anew with each change of it.
const turnMs = 150;
const type = "platform.confluent.io/cluster-ready";
const sixDaysAgo = () => new Date(Date.now() - 6 * 24 * 60 * 60 * 1000);

/**
 * What a component's `cluster-ready` says, one after the other: as real ones were seen with all their pods ready. A fault
 * that was mended six days ago and stays (confluentinc/kcp, a Gateway), none, and one that passes, where the operator
 * could not ask a broker (an output of CFK 3.3). Invented: how fast they come and go.
 */
const words = [
    () => said("False", "ApplyFailed", "secretRef kafka-jaas not found", sixDaysAgo()),
    () => said("True", "ClusterIsReady", "Cluster is ready."),
    () => said("False", "ApplyFailed", "failed URP query to kafka-0.kafka:7777/jolokia/: i/o timeout"),
];

/** Lets faults come and go on every component, whatever it is doing; nothing else of its status changes. */
export function playFaults(api: KubernetesApi, served: readonly string[]): Faults {
    const components = confluentKinds.filter(({ kind, family }) => family === "component" && served.includes(kind));
    let [turn, written, isOver] = [0, 0, false];
    const write = async (object: KubernetesObject, condition: Condition): Promise<void> => {
        const { kind, metadata, status } = object;
        const { conditions } = (status ?? {}) as { conditions?: Condition[] };
        if (!conditions) return;
        const change = {
            // Whoever has written meanwhile is right: this is only about one condition of the list.
            metadata: { resourceVersion: metadata.resourceVersion },
            status: { conditions: [condition, ...conditions.filter((other) => other.type !== type)] },
        };
        const target = { apiVersion: confluentVersion, kind };
        await api.merge(target, metadata.namespace, metadata.name ?? "", change, "status");
        if (condition.status === "False") written++;
    };
    const everywhere = async (condition: Condition): Promise<void> => {
        for (const { kind } of components) {
            const objects = await api.list({ apiVersion: confluentVersion, kind });
            // One that is gone or changed meanwhile has its turn again.
            for (const object of objects) await write({ ...object, kind }, condition).catch(() => undefined);
        }
    };
    const turns = (async () => {
        while (!isOver) {
            const next = words[turn++ % words.length];
            if (next) await everywhere(next()).catch(() => undefined);
            await new Promise((wake) => setTimeout(wake, turnMs));
        }
        await everywhere(said("True", "ClusterIsReady", "Cluster is ready."));
    })();
    return {
        get written() {
            return written;
        },
        stop: async () => {
            isOver = true;
            await turns;
        },
    };
}

function said(status: string, reason: string, message: string, since = new Date()): Condition {
    const time = `${since.toISOString().slice(0, 19)}Z`;
    return { type, status, reason, message, lastProbeTime: time, lastTransitionTime: time };
}
