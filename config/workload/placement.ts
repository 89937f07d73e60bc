import { architectureOf } from "../aws/architecture";
import { isObject, type Json, type JsonObject, listOf } from "../kustomize/json";
import { type Resource } from "../kustomize/resource";
import type { NodeGroup } from "../nodeGroups";
import { child } from "./platform";

/** An object's settings for where its pods run. */
export interface Placement {
    nodeSelector: JsonObject;
    /** Required node affinity: one of the terms has to match; an empty list requires nothing. */
    terms: readonly Json[];
    tolerations: readonly Json[];
}

/** The paths of the pods in Confluent's kinds, in workloads, and in FlinkApplication, whose template is a whole pod. */
export const podPaths: readonly (readonly string[])[] = [
    ["podTemplate", "spec"],
    ["podTemplate"],
    ["template", "spec"],
    ["jobTemplate", "spec", "template", "spec"],
];

/** Pods without settings for where they run. */
export const anywhere: Placement = { nodeSelector: {}, terms: [], tolerations: [] };

/** Where an object's pods run; undefined for one that creates none, as far as can be determined. */
export function placementOf({ group, kind, object }: Resource): Placement | undefined {
    const spec = child(object, "spec");
    const at = (path: readonly string[]): Json | undefined => path.reduce<Json | undefined>(child, spec);
    const pod = group === "" && kind === "Pod" ? spec : podPaths.map(at).find(isObject);
    return isObject(pod) ? placementOfPod(pod) : undefined;
}

/** A pod specification's settings for where it runs. */
export function placementOfPod(pod: JsonObject): Placement {
    const required = [
        "affinity",
        "nodeAffinity",
        "requiredDuringSchedulingIgnoredDuringExecution",
        "nodeSelectorTerms",
    ];
    return {
        nodeSelector: isObject(pod.nodeSelector) ? pod.nodeSelector : {},
        terms: listOf(required.reduce<Json | undefined>(child, pod)),
        tolerations: listOf(pod.tolerations),
    };
}

/** What determines which pods a node accepts. */
export interface Target {
    /** Each label with the values that a node may have. */
    labels: Readonly<Record<string, readonly string[]>>;
    taints: readonly Taint[];
}

/** What keeps pods off nodes, in Kubernetes' terms; undefined if nothing does, as far as can be determined. */
export function keptOff(
    placement: Placement,
    { labels, taints }: Target,
): { selects?: string; repels?: string } | undefined {
    const failing = wantedBy(placement).map((term) => term.find((expression) => !matches(expression, labels)));
    const [first] = failing;
    if (first !== undefined && failing.every((expression) => expression !== undefined)) {
        return { selects: textOf(first) };
    }
    const taint = taints.find((one) => keepsOff(one) && !placement.tolerations.some((it) => tolerates(it, one)));
    return taint && { repels: taintText(taint) };
}

/** The terms of which a node has to match one; the selector is included in each. */
function wantedBy({ nodeSelector, terms }: Placement): (readonly Json[])[] {
    const selector: Json[] = Object.entries(nodeSelector).map(([key, value]) => ({
        key,
        operator: "In",
        values: [value ?? null],
    }));
    return terms.length > 0
        ? terms.map((term) => [...selector, ...listOf(child(term, "matchExpressions"))])
        : [selector];
}

/** A taint as in Kubernetes. */
export interface Taint {
    key: string;
    value?: string;
    effect: string;
}

/** Kubernetes' names for the effects, which EKS spells differently. */
const effects = { NO_SCHEDULE: "NoSchedule", NO_EXECUTE: "NoExecute", PREFER_NO_SCHEDULE: "PreferNoSchedule" };

/** A group's taints as in Kubernetes. */
export const taintsOf = ({ taints }: Pick<NodeGroup, "taints">): Taint[] =>
    taints.map(({ key, value, effect }) => ({ key, ...(value && { value }), effect: effects[effect] }));

/** A taint as kubectl writes it. */
export const taintText = ({ key, value, effect }: Taint): string => `${key}${value ? `=${value}` : ""}:${effect}`;

/** Whether a taint keeps off pods that don't tolerate it: the third effect is only a preference. */
export const keepsOff = ({ effect }: Taint): boolean => effect !== "PreferNoSchedule";

/** Kubernetes' rule (https://kubernetes.io/docs/concepts/scheduling-eviction/taint-and-toleration/). */
export function tolerates(toleration: Json, taint: Taint): boolean {
    if (!isObject(toleration)) return false;
    const { key = "", operator = "Equal", value = "", effect = "" } = toleration;
    if (effect !== "" && effect !== taint.effect) return false;
    if (key === "") return operator === "Exists";
    return key === taint.key && (operator === "Exists" || value === (taint.value ?? ""));
}

/** What determines which pods a group's nodes accept. */
export const targetOf = (group: NodeGroup): Target => ({ labels: labelsOf(group), taints: taintsOf(group) });

/** The labels of a group's nodes: each with the values that a node may have. */
const labelsOf = ({ labels, instanceTypes, capacityType }: NodeGroup): Record<string, readonly string[]> => ({
    ...Object.fromEntries(Object.entries(labels).map(([key, value]) => [key, [value]])),
    "kubernetes.io/os": ["linux"],
    "kubernetes.io/arch": [instanceTypes.some((type) => architectureOf(type) === "arm64") ? "arm64" : "amd64"],
    "node.kubernetes.io/instance-type": instanceTypes,
    "eks.amazonaws.com/capacityType": [capacityType],
});

/** Labels that Kubernetes, EKS and the cloud's controllers set: their values are unknown here. */
const isSetByOthers = (key: string): boolean => /(^|\.)(kubernetes\.io|k8s\.io|k8s\.aws|amazonaws\.com)\//.test(key);

/** Whether a node of a group may match an expression of a nodeSelectorTerm. */
function matches(expression: Json, labels: Target["labels"]): boolean {
    if (!isObject(expression)) return true;
    const { key, operator } = expression;
    if (typeof key !== "string") return true;
    const has = labels[key];
    if (has === undefined && isSetByOthers(key)) return true;
    const values = listOf(expression.values).map(String);
    switch (operator) {
        case "In":
            return has?.some((value) => values.includes(value)) ?? false;
        case "NotIn":
            return has?.some((value) => !values.includes(value)) ?? true;
        case "Exists":
            return has !== undefined;
        case "DoesNotExist":
            return has === undefined;
        default:
            return true;
    }
}

function textOf(expression: Json): string {
    const values = listOf(child(expression, "values")).map(String);
    const [key, operator] = ["key", "operator"].map((name) => JSON.stringify(child(expression, name)).slice(1, -1));
    if (operator === "In" && values.length === 1) return `${key}=${values[0]}`;
    return `${key} ${operator} ${values.join(", ")}`.trim();
}
