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

/** Continues until `stop` is called, which leaves every component without a fault. */
export interface Faults {
    /** The number of faults written so far. */
    readonly written: number;
    stop(): Promise<void>;
}

// Longer than a component waits before it rolls (stages/components.yaml), because that wait begins again with each
// change to it.
const turnMs = 150;
const type = "platform.confluent.io/cluster-ready";
const sixDaysAgo = () => new Date(Date.now() - 6 * 24 * 60 * 60 * 1000);

/**
 * What a component's `cluster-ready` reports in turn, as seen on real ones with all their pods ready: a fault that was
 * fixed six days ago and stays (confluentinc/kcp, a Gateway), no fault, and one that passes, when the operator could
 * not query a broker (an output of CFK 3.3). Invented: how fast they alternate.
 */
const words = [
    () => said("False", "ApplyFailed", "secretRef kafka-jaas not found", sixDaysAgo()),
    () => said("True", "ClusterIsReady", "Cluster is ready."),
    () => said("False", "ApplyFailed", "failed URP query to kafka-0.kafka:7777/jolokia/: i/o timeout"),
];

/** Makes faults appear and disappear on every component, whatever it is doing; nothing else in its status changes. */
export function playFaults(api: KubernetesApi, served: readonly string[]): Faults {
    const components = confluentKinds.filter(({ kind, family }) => family === "component" && served.includes(kind));
    let [turn, written, isOver] = [0, 0, false];
    const write = async (object: KubernetesObject, condition: Condition): Promise<void> => {
        const { kind, metadata, status } = object;
        const { conditions } = (status ?? {}) as { conditions?: Condition[] };
        if (!conditions) return;
        const change = {
            // If something else has changed the object in the meantime, that wins: this write only concerns one
            // condition in the list.
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
            // An object that was deleted or changed in the meantime gets another turn.
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
