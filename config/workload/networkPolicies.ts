import { isWithin } from "../cidr";
import { isObject, type Json, type JsonObject, listOf, textOf } from "../kustomize/json";
import type { Resource } from "../kustomize/resource";
import { child } from "./platform";

/** One end of a connection. */
export type End =
    /** A pod, given by its namespace and labels. */
    | { namespace: string; labels: Readonly<Record<string, string>> }
    /**
     * An address outside the cluster, such as `10.0.0.1`; `anywhere` if it is unknown. With a namespace, it may also be
     * a pod there, about which nothing else is known; with `isSystem`, that namespace may have labels of its own; with
     * `notIn`, a pod in any other namespace.
     */
    | { address: string; namespace?: string; isSystem?: boolean; notIn?: string };

const anywhere = "anywhere";

/** The label with its own name that the API server sets on every namespace. */
const namespaceName = "kubernetes.io/metadata.name";

/** The NetworkPolicies in an overlay. */
export const policiesIn = (resources: readonly Resource[]): Resource[] =>
    resources.filter(({ group, kind }) => group === "networking.k8s.io" && kind === "NetworkPolicy");

/**
 * Whether NetworkPolicies allow a connection, at one of its ends
 * (https://kubernetes.io/docs/concepts/services-networking/network-policies/): the policies that select the pod are
 * combined, and a pod that none selects may do anything. A named port counts as a different one, and so does another
 * protocol.
 *
 * @param direction `Ingress`: into `pod`, from `other`; `Egress`: from `pod` to `other`
 * @param policies all policies in the pod's namespace
 */
export function isLetThrough(
    direction: "Ingress" | "Egress",
    policies: readonly Resource[],
    pod: Extract<End, { labels: unknown }>,
    other: End,
    port: number | string,
    protocol = "TCP",
): boolean {
    const selecting = policies.filter(
        ({ object }) => appliesTo(object, direction) && selects(child(object.spec, "podSelector"), pod.labels),
    );
    if (selecting.length === 0) return true;
    const [rules, peers] = direction === "Ingress" ? (["ingress", "from"] as const) : (["egress", "to"] as const);
    return selecting
        .flatMap(({ object }) => listOf(child(object.spec, rules)))
        .some(
            (rule) =>
                hasPort(child(rule, "ports"), port, protocol) && hasPeer(child(rule, peers), other, pod.namespace),
        );
}

/** From policyTypes; the default is always Ingress, and Egress if it has a rule for that. */
function appliesTo({ spec }: JsonObject, direction: string): boolean {
    const types = child(spec, "policyTypes");
    if (Array.isArray(types)) return types.includes(direction);
    return direction === "Ingress" || child(spec, "egress") !== undefined;
}

function hasPort(ports: Json | undefined, port: number | string, protocol: string): boolean {
    if (listOf(ports).length === 0) return true;
    return listOf(ports).some((entry) => {
        if (!isObject(entry) || (entry.protocol ?? "TCP") !== protocol) return false;
        if (entry.port === undefined) return true;
        const first = entry.port;
        const last = entry.endPort ?? first;
        if (typeof port === "string") return first === port;
        return typeof first === "number" && typeof last === "number" && first <= port && port <= last;
    });
}

function hasPeer(peers: Json | undefined, other: End, ownNamespace: string): boolean {
    if (listOf(peers).length === 0) return true;
    return listOf(peers).some((peer) => {
        const { ipBlock, podSelector, namespaceSelector } = isObject(peer) ? peer : {};
        if ("address" in other) {
            if (ipBlock !== undefined) return isInBlock(ipBlock, other.address);
            if (namespaceSelector === undefined) return false;
            const takes = (namespace: string) => selects(namespaceSelector, { [namespaceName]: namespace });
            if (other.notIn !== undefined) return !takes(other.notIn) || selects(namespaceSelector, {});
            return (
                other.namespace !== undefined &&
                (takes(other.namespace) || (!!other.isSystem && asksOthers(namespaceSelector)))
            );
        }
        if (ipBlock !== undefined) return false;
        const inNamespace =
            namespaceSelector === undefined
                ? other.namespace === ownNamespace
                : selects(namespaceSelector, { [namespaceName]: other.namespace });
        return inNamespace && selects(podSelector ?? {}, other.labels);
    });
}

/** Whether a selector of namespaces asks for a label that somebody has set. */
const asksOthers = (selector: Json): boolean =>
    [
        ...Object.keys(isObject(selector) && isObject(selector.matchLabels) ? selector.matchLabels : {}),
        ...listOf(child(selector, "matchExpressions")).map((one) => textOf(child(one, "key"))),
    ].some((key) => key !== namespaceName);

function isInBlock(block: Json, address: string): boolean {
    if (address === anywhere) return true;
    const [within, ...except] = [child(block, "cidr"), ...listOf(child(block, "except"))].map(textOf);
    return isWithin(`${address}/32`, within ?? "") && !except.some((one) => isWithin(`${address}/32`, one));
}

/** Whether a label selector matches labels; an empty one matches everything. */
export function selects(selector: Json | undefined, labels: Readonly<Record<string, string>>): boolean {
    const matchLabels = child(selector, "matchLabels");
    const equal = Object.entries(isObject(matchLabels) ? matchLabels : {});
    return (
        equal.every(([key, value]) => labels[key] === value) &&
        listOf(child(selector, "matchExpressions")).every((expression) => holds(expression, labels))
    );
}

function holds(expression: Json, labels: Readonly<Record<string, string>>): boolean {
    const { key, operator, values } = isObject(expression) ? expression : {};
    const value = labels[textOf(key)];
    switch (operator) {
        case "In":
            return value !== undefined && listOf(values).includes(value);
        case "NotIn":
            return value === undefined || !listOf(values).includes(value);
        case "Exists":
            return value !== undefined;
        default:
            return value === undefined;
    }
}
