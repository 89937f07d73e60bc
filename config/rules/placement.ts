import type { Json } from "../kustomize/json";
import type { Resource } from "../kustomize/resource";
import { nodeGroupsOf, type NodeGroup } from "../nodeGroups";
import { keepsOff, keptOff, placementOf, targetOf, taintsOf, taintText, tolerates } from "../workload/placement";
import { racksOf } from "../workload/rackAssignment";
import { unspreadIn } from "../workload/zones";
import { setCommand } from "../problems";
import type { Overlay } from "../workload/overlay";
import { type Facts, listed, type Rule, refuse, rule } from "./rule";
import { nameOf } from "./workload";

/** The node groups of a stack that creates its nodes, and sets what they are. */
const groupsIn = ({ cluster }: Facts): NodeGroup[] => (cluster.source === "eks" ? nodeGroupsOf(cluster.nodes) : []);

/** Whether the overlay's pods find a node among the stack's groups: pods that don't would stay Pending forever. */
export const placementRules: Rule[] = [
    rule(["gitops.path", "cluster.nodes.groups"], (facts) => {
        const { gitops, overlay } = facts;
        const groups = groupsIn(facts);
        // If all groups have taints, this is reported once, not for each object.
        if (!groups.some((group) => !taintsOf(group).some(keepsOff))) return [];
        const found = new Map<string, { resources: Resource[]; fix: string }>();
        for (const resource of overlay?.resources ?? []) {
            const reason = nowhere(resource, groups);
            if (reason === undefined) continue;
            const [why, fix] = reason;
            found.set(why, { fix, resources: [...(found.get(why)?.resources ?? []), resource] });
        }
        return [...found].map(([why, { resources, fix }]) =>
            refuse("gitops.path", gitops.path, `${why}: ${listed(resources.map((one) => nameOf(one)))}`, fix),
        );
    }),
];

/** Why an object's pods find no node, and what to do; undefined if they do, as far as can be determined. */
function nowhere(resource: Resource, groups: readonly NodeGroup[]): [why: string, fix: string] | undefined {
    const placement = placementOf(resource);
    if (!placement || groups.length === 0) return undefined;
    const reasons = groups.map((group) => keptOff(placement, targetOf(group)));
    if (reasons.includes(undefined)) return undefined;
    const repelled = reasons.flatMap((reason) => reason?.repels ?? []);
    if (repelled.length > 0) {
        const taints = [...new Set(repelled)].join(", ");
        return [
            `contains pods that would wait forever, because they do not tolerate ${taints} of the groups in cluster.nodes on which they may run`,
            "add a toleration to the overlay (podTemplate.tolerations), or remove the taint from the group",
        ];
    }
    const selects = [...new Set(reasons.flatMap((reason) => reason?.selects ?? []))].join(", ");
    const [label = "node-group", value = "brokers"] = selects.split("=");
    const example = setCommand(`cluster.nodes.groups.${value}.labels`, { [label]: value });
    return [
        `contains pods that would wait forever, because no group in cluster.nodes has the label that they select, ${selects}`,
        `give a group that label (${example}), or remove the selection from the overlay`,
    ];
}

/**
 * Reports a group whose taint keeps off everything in the overlay, so that nothing in it ever runs there; and pods that
 * share one zone.
 */
export function placementWarnings(facts: Facts): string[] {
    const { overlay, gitops } = facts;
    if (!overlay) return [];
    return [...idleGroups(facts, overlay), ...unspread(overlay, gitops)];
}

/** Reports that some of an overlay whose brokers know their zones is in one zone, as far as the overlay shows. */
function unspread({ resources }: Overlay, { path, namespace }: Facts["gitops"]): string[] {
    const together = unspreadIn(resources, namespace);
    if (together.length === 0 || !resources.some((resource) => racksOf(resource).labels !== undefined)) return [];
    return [
        `${path} spreads brokers over zones (rackAssignment), but leaves other components to Kubernetes' default, which allows all pods of a component in one zone: ${listed(together.map((one) => nameOf(one)))}. List gitops/platform/components/zones below the components that add them, or set podTemplate.topologySpreadConstraints.`,
    ];
}

/** Groups whose taint nothing tolerates. */
function idleGroups(facts: Facts, overlay: Overlay): string[] {
    const { gitops } = facts;
    const tolerations: Json[] = overlay.resources.flatMap((resource) => [
        ...(placementOf(resource)?.tolerations ?? []),
    ]);
    return groupsIn(facts).flatMap((group) => {
        const { name } = group;
        const taint = taintsOf(group).find(
            (one) => keepsOff(one) && !tolerations.some((toleration) => tolerates(toleration, one)),
        );
        if (!taint) return [];
        return [
            `cluster.nodes.groups.${name} has the taint ${taintText(taint)}, which nothing in ${gitops.path} tolerates: its nodes stay empty, unless you schedule something there yourself.`,
        ];
    });
}
