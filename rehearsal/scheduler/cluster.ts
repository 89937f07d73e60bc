import { until } from "../../base/until";
import type { KubernetesApi, KubernetesObject } from "../../kubernetes";
import { labelsOf, type NodePlan, type PodPlan, type Room } from "../../config/capacity/plan";
import type { Placement } from "./placement";

const nodeKind = { apiVersion: "v1", kind: "Node" };
const podKind = { apiVersion: "v1", kind: "Pod" };

/** Deletes all pods and nodes. */
export async function clear(api: KubernetesApi): Promise<void> {
    await Promise.all(
        (await api.list(podKind)).map(({ metadata: { namespace, name = "" } }) =>
            api.delete(podKind, namespace, name, { gracePeriodSeconds: 0 }),
        ),
    );
    await Promise.all(
        (await api.list(nodeKind)).map(({ metadata: { name = "" } }) => api.delete(nodeKind, undefined, name)),
    );
}

export const makeNamespace =
    (api: KubernetesApi) =>
    (name: string): Promise<unknown> =>
        api.apply({ apiVersion: "v1", kind: "Namespace", metadata: { name } });

/**
 * The API server rejects a pod whose class doesn't exist. Their values follow the order of the waves: for the classes
 * that the overlay names, only the order matters, and no pod has to be preempted.
 */
export async function makePriorities(api: KubernetesApi, pods: readonly PodPlan[]): Promise<void> {
    const first = new Map<string, number>();
    for (const { spec, wave } of pods) {
        const name = spec.priorityClassName;
        if (typeof name !== "string" || name.startsWith("system-")) continue;
        first.set(name, Math.min(first.get(name) ?? Infinity, wave));
    }
    for (const [name, wave] of first) {
        await api.apply({
            apiVersion: "scheduling.k8s.io/v1",
            kind: "PriorityClass",
            metadata: { name },
            value: 1_000_000 - Math.round(wave),
            preemptionPolicy: "Never",
        });
    }
}

const quantities = ({ cpu, memory }: Room, pods: number) => ({
    cpu: `${cpu}m`,
    memory: `${memory}Mi`,
    pods: String(pods),
});

/** Nodes that are ready, according to their objects. */
export async function makeNodes(api: KubernetesApi, nodes: readonly NodePlan[]): Promise<void> {
    for (const node of nodes) {
        const { name, capacity, allocatable, taints } = node;
        await api.apply({ ...nodeKind, metadata: { name, labels: labelsOf(node) } });
        const status = {
            capacity: quantities(capacity, allocatable.pods),
            allocatable: quantities(allocatable, allocatable.pods),
            conditions: [{ type: "Ready", status: "True", reason: "KubeletReady" }],
        };
        await api.merge(nodeKind, undefined, name, { status }, "status");
        // A new node has a taint until the node lifecycle controller, which is off here, finds it ready.
        await api.merge(nodeKind, undefined, name, { spec: { taints } });
    }
}

/** Creates the pods, wave by wave, and waits until the scheduler has decided on each. */
export async function schedule(api: KubernetesApi, pods: readonly PodPlan[]): Promise<Placement> {
    const asked = pods.filter(({ onEach, on }) => !onEach && on === undefined);
    const nodes = (await api.list(nodeKind)).map(({ metadata }) => metadata.name ?? "");
    const daemons = pods
        .filter(({ onEach }) => onEach)
        .flatMap((pod) =>
            nodes.map((node) => ({ ...pod, name: `${pod.name}-${node}`, spec: { ...pod.spec, nodeName: node } })),
        );
    const there = pods
        .filter(({ on }) => on !== undefined)
        .map((pod) => ({ ...pod, spec: { ...pod.spec, nodeName: pod.on } }));
    for (const pod of [...daemons, ...there]) await make(api, pod);

    const waves = [...new Set(asked.map(({ wave }) => wave))].sort((one, other) => one - other);
    const decided = new Map<PodPlan, Decision>();
    for (const wave of waves) {
        await decide(
            api,
            asked.filter((pod) => pod.wave === wave),
            decided,
        );
    }
    // A pod that had to wait may fit once others have been placed. The scheduler is asked again until nothing changes.
    for (;;) {
        const waiting = asked.filter((pod) => decided.get(pod)?.node === undefined);
        for (const { namespace, name } of waiting) {
            await api.delete(podKind, namespace, name, { gracePeriodSeconds: 0 });
        }
        await decide(api, waiting, decided);
        const still = asked.filter((pod) => decided.get(pod)?.node === undefined);
        if (still.length === waiting.length) break;
    }
    return [
        ...[...daemons, ...there].map((pod) => ({ pod, node: String(pod.spec.nodeName), why: undefined })),
        ...asked.map((pod) => ({ pod, node: decided.get(pod)?.node, why: decided.get(pod)?.why })),
    ];
}

interface Decision {
    node: string | undefined;
    why: string | undefined;
}

async function decide(api: KubernetesApi, pods: readonly PodPlan[], decided: Map<PodPlan, Decision>): Promise<void> {
    for (const pod of pods) await make(api, pod);
    await until(
        `the scheduler has decided on ${pods.map(({ name }) => name).join(", ")}`,
        async () => {
            const found = new Map((await api.list(podKind)).map((pod) => [keyOf(pod.metadata), decisionOf(pod)]));
            for (const pod of pods) {
                const decision = found.get(keyOf(pod));
                if (!decision) return false;
                decided.set(pod, decision);
            }
            return true;
        },
        { seconds: 120 },
    );
}

const keyOf = ({ namespace, name }: { namespace?: string; name?: string }): string => `${namespace}/${name}`;

/** Undefined until the scheduler has looked at it. */
function decisionOf({ spec, status }: KubernetesObject): Decision | undefined {
    const { nodeName } = spec as { nodeName?: string };
    if (nodeName !== undefined) return { node: nodeName, why: undefined };
    const { conditions = [] } = (status ?? {}) as {
        conditions?: { type: string; reason?: string; message?: string }[];
    };
    const refused = conditions.find(({ type, reason }) => type === "PodScheduled" && reason === "Unschedulable");
    return refused && { node: undefined, why: sentenceOf(refused.message ?? "") };
}

/** The scheduler's message, without what it tried in order to make room. */
const sentenceOf = (message: string): string => message.replace(/\s*preemption:.*$/s, "").trim();

async function make(api: KubernetesApi, { name, namespace, labels, spec }: PodPlan): Promise<void> {
    // Nothing creates service accounts here, and none is needed to find a node.
    const { serviceAccountName: _, serviceAccount: __, ...rest } = spec;
    await api.apply({ ...podKind, metadata: { name, namespace, labels: { ...labels } }, spec: rest }, { force: true });
}
