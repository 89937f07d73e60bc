import type { Resource } from "../kustomize/resource";
import { confluentGroup } from "../workload/confluentKinds";
import { podsIn } from "../workload/ends";
import { selects } from "../workload/networkPolicies";
import { child } from "../workload/platform";
import { podOf, violationsOf } from "../workload/podSecurity";
import { listed, type Rule, refuse, rule } from "./rule";
import { nameOf } from "./workload";

/** What the API server would turn away pod by pod, once everything else is there, or never let go. */
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
                `would have the namespace turn away pods of ${gitops.path}: ${listed(wrong.map(({ what }) => what))}`,
                `add gitops/platform/components/pod-security to the overlay, which sets this for Confluent's kinds, and set it in the pods of your own; or pulumi config set --path gitops.podSecurity ${level === "restricted" ? "baseline" : "privileged"}`,
                { resource: first.resource },
            ),
        ];
    }),

    // With two, the API server evicts no pod: neither a drain nor a new version of the nodes comes to an end.
    rule(["gitops.path", "gitops.namespace"], ({ gitops, overlay }) => {
        const resources = overlay?.resources ?? [];
        const pods = podsIn(resources, gitops.namespace).filter(
            ({ resource }) =>
                resource.group === confluentGroup && child(child(resource.object.spec, "pdb"), "enabled") !== false,
        );
        return resources.filter(isBudget).flatMap((budget) => {
            const twice = pods.filter(({ labels }) => selects(child(budget.object.spec, "selector"), labels));
            if (twice.length === 0) return [];
            return [
                refuse(
                    "gitops.path",
                    gitops.path,
                    `has ${nameOf(budget)} for pods that have a PodDisruptionBudget of the operator's, and a pod with two can't be evicted: ${listed(twice.map(({ resource }) => nameOf(resource)))}`,
                    "remove it, and set pdb.maxUnavailable on the component; or set pdb.enabled to false there",
                    { resource: budget },
                ),
            ];
        });
    }),
];

const isBudget = ({ group, kind }: Resource): boolean => group === "policy" && kind === "PodDisruptionBudget";
