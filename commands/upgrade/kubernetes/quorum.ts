import { isObject, type Json } from "../../../config/kustomize/json";
import { type Resource } from "../../../config/kustomize/resource";
import type { NodeGroup } from "../../../config/nodeGroups";
import { anywhere, keptOff, placementOf, targetOf } from "../../../config/workload/placement";
import { child, podRunners } from "../../../config/workload/platform";

/** What a component does while nodes are replaced. */
export interface Verdict {
    /** Such as `Kafka kafka`. */
    component: string;
    /** Whether it goes on as before. */
    holds: boolean;
    says: string;
}

/**
 * What of the platform goes on while nodes are replaced, by what Git says: budgets, spread, replication.
 *
 * @param groups of the nodes: all are replaced in one `up`, those of the zones one after the other
 */
export function whileNodesRoll(resources: readonly Resource[], groups: readonly NodeGroup[]): Verdict[] {
    return podRunners(resources).map((resource) => {
        const atOnce = groups
            .filter((group) => mayRunOn(resource, group))
            .reduce((sum, { maxUnavailable }) => sum + maxUnavailable, 0);
        const component = `${resource.kind} ${resource.name}`;
        const replicas = numberAt(resource, "replicas") ?? 1;
        const budget = budgetOf(resource, resources, replicas);
        if (budget === 0) {
            return {
                component,
                holds: false,
                says: "its disruption budget lets no pod go: EKS gives up after 15 minutes (PodEvictionFailure)",
            };
        }
        // Nodes that go at once take a pod each, where a node has one alone; else there is no telling, but by the budget.
        const isSpread = child(specOf(resource), "oneReplicaPerNode") === true;
        const away = Math.min(replicas, isSpread ? atOnce : replicas, budget ?? Infinity);
        return { component, ...ofComponent(resource, resources, { replicas, away, isSpread, budget }) };
    });
}

/** Whether a group's nodes take an object's pods. */
export const mayRunOn = (resource: Resource, group: NodeGroup): boolean =>
    keptOff(placementOf(resource) ?? anywhere, targetOf(group)) === undefined;

interface Roll {
    replicas: number;
    /** Pods that may be away at once. */
    away: number;
    isSpread: boolean;
    budget: number | undefined;
}

function ofComponent(resource: Resource, all: readonly Resource[], roll: Roll): Omit<Verdict, "component"> {
    const { replicas, away } = roll;
    if (replicas === 1) return { holds: false, says: "its one pod is away while its node is replaced" };
    const how = `${away} of ${replicas} pods away at once (${reasons(roll)})`;
    if (resource.kind === "Zookeeper" || resource.kind === "KRaftController") {
        const majority = Math.floor(replicas / 2) + 1;
        return replicas - away >= majority
            ? { holds: true, says: `keeps its quorum of ${majority}: ${how}` }
            : { holds: false, says: `loses its quorum of ${majority}: ${how}` };
    }
    if (resource.kind === "Kafka") return ofKafka(resource, all, away, how);
    return away < replicas
        ? { holds: true, says: `goes on with ${replicas - away}: ${how}` }
        : { holds: false, says: `may be away as a whole: ${how}` };
}

const reasons = ({ isSpread, budget, away }: Roll): string => {
    if (budget !== undefined && budget === away) return "by its disruption budget";
    return isSpread ? "one pod on each node" : "oneReplicaPerNode is not true, and no budget is in Git";
};

/** Topics by their replication: as the broker makes them, its own, and those in Git. */
function ofKafka(kafka: Resource, all: readonly Resource[], away: number, how: string): Omit<Verdict, "component"> {
    const server = settingsOf(kafka);
    const inSync = server.get("min.insync.replicas");
    const kinds: [what: string, replication: number | undefined, inSync: number | undefined][] = [
        ["topics", server.get("default.replication.factor"), inSync],
        ["offsets", server.get("offsets.topic.replication.factor"), inSync],
        [
            "transactions",
            server.get("transaction.state.log.replication.factor"),
            server.get("transaction.state.log.min.isr"),
        ],
        ...all
            .filter(({ kind }) => kind === "KafkaTopic")
            .map((topic): [string, number | undefined, number | undefined] => {
                const own = Number(child(child(specOf(topic), "configs"), "min.insync.replicas"));
                return [`the topic ${topic.name}`, numberAt(topic, "replicas"), Number.isInteger(own) ? own : inSync];
            }),
    ];
    const unsaid = kinds.filter(([, replication]) => replication === undefined).map(([what]) => what);
    const stopped = kinds.filter(([, replication = Infinity, least = 1]) => replication - away < least);
    if (stopped.length > 0) {
        const named = stopped.map(
            ([what, replication, least = 1]) => `${what} (${replication} copies, ${least} in sync)`,
        );
        return { holds: false, says: `stops taking writes to ${named.join(", ")}: ${how}` };
    }
    if (unsaid.length > 0) {
        return { holds: false, says: `Git does not say how many copies there are of ${unsaid.join(", ")}: ${how}` };
    }
    return { holds: true, says: `goes on taking writes: ${how}` };
}

/** `configOverrides.server`: lines `key=value`, of which the last of a key counts. Numbers alone. */
export function settingsOf(resource: Resource): Map<string, number> {
    const lines = child(child(specOf(resource), "configOverrides"), "server");
    const pairs = (Array.isArray(lines) ? lines : []).flatMap((line): [string, number][] => {
        const [key = "", value = ""] = (typeof line === "string" ? line : "")
            .split(/=(.*)/s)
            .map((text) => text.trim());
        return /^\d+$/.test(value) ? [[key, Number(value)]] : [];
    });
    return new Map(pairs);
}

/**
 * How many pods a budget in Git lets go at once: the component's own (`spec.pdb`), or a PodDisruptionBudget that selects
 * its pods. Undefined where there is none: the operator then makes one of its own, of a size that is not documented.
 */
function budgetOf(resource: Resource, all: readonly Resource[], replicas: number): number | undefined {
    const own = child(specOf(resource), "pdb");
    const ownMost = child(own, "maxUnavailable");
    const budgets = all
        .filter((other) => other.kind === "PodDisruptionBudget" && selects(other, resource))
        .map((other) => allowed(specOf(other), replicas));
    if (child(own, "enabled") === true && typeof ownMost === "number") budgets.push(ownMost);
    const known = budgets.filter((budget) => budget !== undefined);
    return known.length > 0 ? Math.max(0, Math.min(...known)) : undefined;
}

function allowed(spec: Json | undefined, replicas: number): number | undefined {
    const count = (value: Json | undefined, round: (part: number) => number): number | undefined => {
        if (typeof value === "number") return value;
        const percent = /^(\d+)%$/.exec(typeof value === "string" ? value : "")?.[1];
        return percent === undefined ? undefined : round((Number(percent) * replicas) / 100);
    };
    // Both percentages are rounded up (https://kubernetes.io/docs/tasks/run-application/configure-pdb/).
    const most = count(child(spec, "maxUnavailable"), Math.ceil);
    const least = count(child(spec, "minAvailable"), Math.ceil);
    return most ?? (least === undefined ? undefined : replicas - least);
}

/** Pods of a component have its name as label `app`, and the labels of its template. */
function selects(budget: Resource, { name, object }: Resource): boolean {
    const labels = child(child(child(object, "spec"), "podTemplate"), "labels");
    const pod: Record<string, Json | undefined> = { app: name, ...(isObject(labels) ? labels : {}) };
    const wanted = child(child(specOf(budget), "selector"), "matchLabels");
    return isObject(wanted) && Object.entries(wanted).every(([key, value]) => pod[key] === value);
}

const specOf = ({ object }: Resource): Json | undefined => child(object, "spec");

function numberAt(resource: Resource, key: string): number | undefined {
    const value = child(specOf(resource), key);
    return typeof value === "number" ? value : undefined;
}
