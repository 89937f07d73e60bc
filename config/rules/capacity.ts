import { instanceSizeOf, nextLarger } from "../aws/instanceTypes";
import { arrange } from "../capacity/arrange";
import { mostOfGroups, nodesOfGroups } from "../capacity/nodes";
import type { NodePlan, PodPlan } from "../capacity/plan";
import { podsOf } from "../capacity/pods";
import { indispensableOf } from "../capacity/spare";
import { systemPods } from "../capacity/systemPods";
import { hasAutoscaler, type NodeGroup, nodeGroupsOf } from "../nodeGroups";
import { setCommand } from "../problems";
import { keptOff, placementOfPod, targetOf } from "../workload/placement";
import { type Facts, listed, type Rule, rule } from "./rule";

/** The keys that determine what has to fit where. */
const about = ["cluster.nodes", "network.zones", "gitops.path", "confluent.values", "argocd.values"];

/**
 * Whether the overlay's requests fit the nodes that the stack creates. What is rejected fits in no arrangement, even if
 * the nodes turn out as large as possible; `npx confluent-gitops capacity` shows what Kubernetes' scheduler makes of
 * it.
 */
export const capacityRules: Rule[] = [
    rule(about, (facts) => {
        const asked = askedIn(facts);
        const most = asked && mostOfGroups(asked.groups, asked.zones);
        if (!most) return [];
        const { fits, left } = arrange(most, asked.pods);
        if (fits !== false) return [];
        return [
            {
                key: "cluster.nodes",
                reason: `${nodesText(facts)} too small for ${facts.gitops.path}: in addition to what EKS, the operator and Argo CD need, there is no room for ${namesOf(left)}`,
                allowed: "nodes with room for every pod of the overlay",
                fix: fixFor(facts, asked),
            },
        ];
    }),
];

/** What only just works: on nodes that are as large as possible, or as long as no node is missing. */
export function capacityWarnings(facts: Facts): string[] {
    const asked = askedIn(facts);
    const nodes = asked && leastOf(asked);
    if (!nodes) return [];
    const { path } = facts.gitops;
    const more = "To see which pods fit where: npx confluent-gitops capacity --stack NAME";
    const { fits, left } = arrange(nodes, asked.pods);
    if (fits === false) {
        return [
            `cluster.nodes: ${nodesText(facts)} barely large enough for ${path}: if the nodes have no more memory than can be relied on, there is no room for ${namesOf(left)}. ${more}`,
        ];
    }
    if (hasAutoscaler(facts)) return [];
    const away = indispensableOf(nodes, asked.pods);
    if (!away) return [];
    return [
        `cluster.nodes: ${nodesText(facts)} enough for ${path} only as long as none of them fails: the others have no room for everything that may run there until EC2 provides another ${away.type}. ${more}`,
    ];
}

interface Asked {
    groups: readonly NodeGroup[];
    zones: readonly string[];
    pods: readonly PodPlan[];
}

/** Undefined if the stack creates no nodes, or doesn't set which ones, and if there is no overlay to look at. */
function askedIn({ cluster, network, overlay, gitops, confluent, argocd, charts }: Facts): Asked | undefined {
    if (cluster.source !== "eks" || !network || !overlay) return undefined;
    const groups = nodeGroupsOf(cluster.nodes);
    const zones = network.source === "create" ? network.zones : subnetsOf(network);
    if (groups.length === 0 || zones.length === 0) return undefined;
    const beside = systemPods({
        confluent: { install: confluent.install, values: charts.confluent },
        argocd: { install: argocd.install, values: charts.argocd },
    });
    const { pods } = podsOf(overlay.resources, gitops.namespace);
    // The rules on placement report pods that no group accepts.
    const placed = [...beside, ...pods].filter(
        ({ onEach, spec }) =>
            onEach || groups.some((group) => keptOff(placementOfPod(spec), targetOf(group)) === undefined),
    );
    return { groups, zones, pods: placed };
}

/** Each may be in a separate zone. */
const subnetsOf = ({
    privateSubnetIds,
    publicSubnetIds,
}: {
    privateSubnetIds: readonly string[];
    publicSubnetIds: readonly string[];
}): readonly string[] => (privateSubnetIds.length > 0 ? privateSubnetIds : publicSubnetIds);

/** The nodes, each of its group's first type and with the smallest capacity to rely on. */
const leastOf = ({ groups, zones }: Asked): NodePlan[] | undefined =>
    nodesOfGroups(groups, zones, ({ instanceTypes: [type = ""] }) => instanceSizeOf(type));

/** How many additional nodes, or larger sizes, are tried. */
const tries = 3;

/** Changes to one group that were tried and would suffice. */
function fixFor(facts: Facts, asked: Asked): string {
    const steps = Array.from({ length: tries }, (_, index) => index + 1);
    const ways = asked.groups.flatMap((group) => {
        const key = group.name === undefined ? "cluster.nodes" : `cluster.nodes.groups.${group.name}`;
        const wouldDo = (other: NodeGroup) => {
            const groups = asked.groups.map((one) => (one === group ? other : one));
            const nodes = leastOf({ ...asked, groups });
            return nodes && arrange(nodes, asked.pods).fits;
        };
        const count = steps
            .map((step) => Math.max(group.desired, group.max) + step)
            .find((max) => wouldDo({ ...group, max }));
        const type = largerThan(group.instanceTypes).find((larger) => wouldDo({ ...group, instanceTypes: [larger] }));
        const name = hasAutoscaler(facts) ? "max" : "desired";
        return [
            ...(count === undefined ? [] : [setCommand(`${key}.${name}`, count)]),
            ...(type === undefined ? [] : [setCommand(`${key}.instanceTypes`, [type])]),
        ];
    });
    if (
        asked.pods.some(({ spec }) =>
            asked.groups.some((group) => keptOff(placementOfPod(spec), targetOf(group))?.repels),
        )
    )
        ways.push("let more of the pods tolerate the groups' taints (podTemplate.tolerations)");
    return [...ways, "give the overlay a smaller size (gitops/README.md#sizes)"].join("; or ");
}

/** Larger types of the family, if the group has only one type: the command that sets it would keep the others. */
function largerThan([first = "", ...others]: readonly string[]): string[] {
    const found: string[] = [];
    for (let last = nextLarger(first); last !== undefined && found.length < tries; last = nextLarger(last))
        found.push(last);
    return others.length === 0 ? found : [];
}

/** Such as `3 × m5.xlarge are`. */
function nodesText({ cluster, network }: Facts): string {
    if (cluster.source !== "eks") return "";
    const zones = network?.source === "create" ? `each of ${network.zones.length} zones` : "each zone";
    const texts = nodeGroupsOf(cluster.nodes).map(({ name, desired, max, instanceTypes, perZone }) =>
        [
            `${Math.max(desired, max)} × ${instanceTypes.join(", ")}`,
            ...(perZone ? [`in ${zones}`] : []),
            ...(name === undefined ? [] : [`(${name})`]),
        ].join(" "),
    );
    return `${texts.join(" and ")} are`;
}

/** Names the platform's pods first. */
function namesOf(pods: readonly PodPlan[]): string {
    const [own, others] = [true, false].map((isPlatform) => pods.filter((pod) => pod.isPlatform === isPlatform));
    return listed([...(own ?? []), ...(others ?? [])].map(({ name }) => name));
}
