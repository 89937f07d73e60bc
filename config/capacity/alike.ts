import { type Json, listOf, textOf } from "../kustomize/json";
import { selects } from "../workload/networkPolicies";
import { keptOff, placementOfPod } from "../workload/placement";
import { child } from "../workload/platform";
import { labelsOf, type NodePlan, type PodPlan, type Room } from "./plan";

/** For each node, its domain in a topology: its zone, or its name. Undefined if it has none, or an unknown one. */
export type Domains = readonly (string | undefined)[];

/** Pods that don't differ in anything that affects their placement, such as the brokers of a cluster. */
export interface Alike {
    pods: readonly PodPlan[];
    requests: Room;
    /** For each node, whether its properties and the pods' allow them to run there, if there is room. */
    mayRun: readonly boolean[];
    /** Groups, possibly including this one, that may not share a domain with it: required anti-affinity, from either side. */
    apart: { from: number; domains: Domains }[];
    /** How evenly they have to be spread. */
    spreads: { domains: Domains; maxSkew: number; minDomains: number }[];
}

/** Groups identical pods. Leaves out pods that run on every node, and pods that are already on a node. */
export function alikeIn(nodes: readonly NodePlan[], pods: readonly PodPlan[]): Alike[] {
    const groups = new Map<string, PodPlan[]>();
    for (const pod of pods.filter(({ onEach, on }) => !onEach && on === undefined)) {
        const { of, namespace, labels, spec } = pod;
        const key = JSON.stringify([of, namespace, labels, spec]);
        groups.set(key, [...(groups.get(key) ?? []), pod]);
    }
    const all = [...groups.values()];
    const labels = nodes.map(labelsOf);
    return all.map((group) => {
        const [pod] = group as [PodPlan];
        const kept = keptOffEach(pod, nodes, labels);
        return {
            pods: group,
            requests: pod.requests,
            mayRun: kept.map((why) => why === undefined),
            apart: all.flatMap(([other], from) =>
                apartBy(pod, other as PodPlan).map((key) => ({ from, domains: labels.map((one) => one[key]) })),
            ),
            spreads: spreadsOf(pod, all, nodes, labels, kept),
        };
    });
}

type Kept = ReturnType<typeof keptOff>;

function keptOffEach(
    { spec }: PodPlan,
    nodes: readonly NodePlan[],
    labels: readonly Readonly<Record<string, string>>[],
): Kept[] {
    const placement = placementOfPod(spec);
    return nodes.map(({ taints }, index) => {
        const lists = Object.entries(labels[index] ?? {}).map(([key, value]) => [key, [value]]);
        return keptOff(placement, { labels: Object.fromEntries(lists) as Record<string, string[]>, taints });
    });
}

const required = "requiredDuringSchedulingIgnoredDuringExecution";

/** The topologies in which two pods may not share a domain, because of either one's anti-affinity. */
const apartBy = (one: PodPlan, other: PodPlan): string[] => [
    ...new Set([...keysKeeping(one, other), ...keysKeeping(other, one)]),
];

/**
 * A term that isn't fully supported here is ignored, which only makes more pods fit. So a result "doesn't fit" is still
 * right.
 */
function keysKeeping({ spec, namespace }: PodPlan, other: PodPlan): string[] {
    return listOf(child(child(child(spec, "affinity"), "podAntiAffinity"), required)).flatMap((term) => {
        if (["namespaceSelector", "matchLabelKeys", "mismatchLabelKeys"].some((field) => child(term, field))) return [];
        const named = listOf(child(term, "namespaces"));
        const isThere = named.length > 0 ? named.includes(other.namespace) : other.namespace === namespace;
        const selector = child(term, "labelSelector");
        return isThere && selector !== undefined && selects(selector, other.labels)
            ? [textOf(child(term, "topologyKey"))]
            : [];
    });
}

/**
 * The constraints that hold in whatever order the pods are placed: those whose pods are all identical
 * (https://kubernetes.io/docs/concepts/scheduling-eviction/topology-spread-constraints/).
 */
function spreadsOf(
    pod: PodPlan,
    all: readonly PodPlan[][],
    nodes: readonly NodePlan[],
    labels: readonly Readonly<Record<string, string>>[],
    kept: readonly Kept[],
): Alike["spreads"] {
    const constraints = listOf(child(pod.spec, "topologySpreadConstraints")).filter(
        (one) => child(one, "whenUnsatisfiable") !== "ScheduleAnyway",
    );
    const keys = constraints.map((one) => textOf(child(one, "topologyKey")));
    if (nodes.some(({ unsure = [] }) => keys.some((key) => unsure.includes(key)))) return [];
    return constraints.flatMap((constraint, at) => {
        const selected = all.filter(
            ([one]) => one?.namespace === pod.namespace && selects(child(constraint, "labelSelector"), one.labels),
        );
        const isOfThese = selected.length === 1 && selected[0]?.includes(pod);
        if (!isOfThese || child(constraint, "matchLabelKeys") !== undefined) return [];
        const counts = (index: number) =>
            isCounted(constraint, kept[index]) && keys.every((key) => labels[index]?.[key]);
        const domains = labels.map((one, index) => (counts(index) ? one[keys[at] ?? ""] : undefined));
        return [{ domains, maxSkew: numberIn(constraint, "maxSkew"), minDomains: numberIn(constraint, "minDomains") }];
    });
}

/**
 * Whether a node's domain counts although no pod may run there: by default, tainted nodes count, and nodes that don't match
 * the selector don't.
 */
function isCounted(constraint: Json, kept: Kept): boolean {
    if (kept === undefined) return true;
    return kept.selects === undefined
        ? child(constraint, "nodeTaintsPolicy") !== "Honor"
        : child(constraint, "nodeAffinityPolicy") === "Ignore";
}

const numberIn = (constraint: Json, field: string): number => Number(child(constraint, field) ?? 1);
