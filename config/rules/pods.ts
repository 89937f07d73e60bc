import { type Json, textOf } from "../kustomize/json";
import type { Resource } from "../kustomize/resource";
import { confluentGroup } from "../workload/confluentKinds";
import { type Pods, podsIn } from "../workload/ends";
import { selects } from "../workload/networkPolicies";
import { child, platformKinds } from "../workload/platform";
import { podOf, violationsOf } from "../workload/podSecurity";
import { at } from "../workload/security/nodes";
import { listed, type Rule, refuse, rule } from "./rule";
import { nameOf } from "./workload";

/** Pods that their namespace would reject, and PodDisruptionBudgets that would block every eviction. */
export const podRules: Rule[] = [
    rule(["gitops.podSecurity", "gitops.path"], ({ gitops, overlay }) => {
        const { podSecurity: level } = gitops;
        if (level === "privileged") return [];
        const wrong = (overlay?.resources ?? []).flatMap((resource) => {
            const pod = podOf(resource);
            const violations = pod ? violationsOf(pod, level) : [];
            return violations.length > 0 ? [{ resource, what: `${nameOf(resource)}: ${violations.join(", ")}` }] : [];
        });
        const [first] = wrong;
        if (first === undefined) return [];
        return [
            refuse(
                "gitops.podSecurity",
                level,
                `would make the namespace reject pods of ${gitops.path}: ${listed(wrong.map(({ what }) => what))}`,
                `add gitops/platform/components/pod-security to the overlay, which sets this for Confluent's kinds, and set the same in your own pods; or pulumi config set --path gitops.podSecurity ${level === "restricted" ? "baseline" : "privileged"}`,
                { resource: first.resource },
            ),
        ];
    }),

    // With two budgets, the API server evicts no pod: neither a drain nor a new node version ever completes.
    rule(["gitops.path", "gitops.namespace"], ({ gitops, overlay }) => {
        const resources = overlay?.resources ?? [];
        const pods = podsIn(resources, gitops.namespace).filter(({ resource }) => hasOperatorsBudget(resource));
        return resources.filter(isBudget).flatMap((budget) => {
            const twice = pods.filter(({ labels }) => selects(child(budget.object.spec, "selector"), labels));
            if (twice.length === 0) return [];
            return [
                refuse(
                    "gitops.path",
                    gitops.path,
                    `has ${nameOf(budget)} for pods that already have the operator's PodDisruptionBudget, and a pod with two cannot be evicted: ${listed(twice.map(({ resource }) => nameOf(resource)))}`,
                    "remove it, and set pdb.maxUnavailable on the component; or set pdb.enabled to false there",
                    { resource: budget },
                ),
            ];
        });
    }),

    // A drain then waits forever, and so does a new node version.
    rule(["gitops.path", "gitops.namespace"], ({ gitops, overlay }) => {
        const resources = overlay?.resources ?? [];
        const pods = podsIn(resources, gitops.namespace);
        const own = resources.filter(isBudget).flatMap((budget): [Resource, Stuck | undefined][] => {
            const selected = pods.filter(({ labels }) => selects(child(budget.object.spec, "selector"), labels));
            if (selected.some(({ resource }) => hasOperatorsBudget(resource))) return [];
            return [[budget, stuckBy(budget, replicasOf(selected, resources))]];
        });
        const operators = resources
            .filter((resource) => hasOperatorsBudget(resource) && at(resource.object, `spec.${ofOperator}`) === 0)
            .map((resource): [Resource, Stuck] => [resource, { field: ofOperator, value: "0" }]);
        return [...own, ...operators].flatMap(([resource, stuck]) => {
            if (!stuck) return [];
            const { field, value, of } = stuck;
            return [
                refuse(
                    "gitops.path",
                    gitops.path,
                    `has ${nameOf(resource)} with ${field} ${value}${of === undefined ? "" : ` of ${of} pod${of === 1 ? "" : "s"}`}: no pod may ever be evicted, so draining a node with one never ends`,
                    of === 1
                        ? "remove it, because a single pod is unavailable while it moves; or run two"
                        : `set maxUnavailable to 1${field === ofOperator ? "" : " instead"}`,
                    { resource, field: `spec.${field}` },
                ),
            ];
        });
    }),
];

const ofOperator = "pdb.maxUnavailable";

/** The operator creates one for each component, unless it is told not to. */
const hasOperatorsBudget = ({ group, kind, object }: Resource): boolean =>
    group === confluentGroup && platformKinds.includes(kind) && at(object, "spec.pdb.enabled") !== false;

/** The setting of a budget that allows no eviction. */
interface Stuck {
    field: string;
    value: string;
    /** Number of pods that it applies to; undefined if the number doesn't matter. */
    of?: number;
}

/** The number of pods; undefined if it is not in the overlay, as with a HorizontalPodAutoscaler. */
function replicasOf(pods: readonly Pods[], resources: readonly Resource[]): number | undefined {
    const isScaled = ({ kind, name }: Resource) =>
        resources.some(
            (one) =>
                one.kind === "HorizontalPodAutoscaler" &&
                at(one.object, "spec.scaleTargetRef.kind") === kind &&
                at(one.object, "spec.scaleTargetRef.name") === name,
        );
    const counted = pods.filter(({ resource }) => resource.kind !== "DaemonSet" && !isScaled(resource));
    if (counted.length < pods.length || pods.length === 0) return undefined;
    return counted.reduce((sum, { resource }) => sum + Number(at(resource.object, "spec.replicas") ?? 1), 0);
}

/** Counted like the disruption controller: it rounds percentages up (kubernetes, pkg/controller/disruption). */
function stuckBy({ object }: Resource, replicas: number | undefined): Stuck | undefined {
    const [most, least] = ["maxUnavailable", "minAvailable"].map((field) => at(object, `spec.${field}`));
    const text = (value: Json | undefined) => (typeof value === "number" ? String(value) : textOf(value));
    if (/^0%?$/.test(text(most))) return { field: "maxUnavailable", value: text(most) };
    const [, share] = /^(\d+)%$/.exec(text(least)) ?? [];
    if (share !== undefined && Number(share) >= 100) return { field: "minAvailable", value: text(least) };
    if (text(least) === "" || !replicas) return undefined;
    const healthy = share === undefined ? Number(text(least)) : Math.ceil((Number(share) / 100) * replicas);
    return healthy >= replicas ? { field: "minAvailable", value: text(least), of: replicas } : undefined;
}

const isBudget = ({ group, kind }: Resource): boolean => group === "policy" && kind === "PodDisruptionBudget";
