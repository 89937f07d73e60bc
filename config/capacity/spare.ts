import { alikeIn } from "./alike";
import { arrange } from "./arrange";
import { hostnameLabel, labelsOf, likenessOf, type NodePlan, type PodPlan } from "./plan";

/**
 * A node that the others can't replace, because they don't have room for all pods. Undefined if each node can fail, as far
 * as can be determined. Of several pods that must run on different nodes, one isn't counted, because it has to wait,
 * however much room there is.
 */
export function indispensableOf(nodes: readonly NodePlan[], pods: readonly PodPlan[]): NodePlan | undefined {
    const different = new Map(nodes.map((node) => [`${node.zone} ${likenessOf(node)}`, node]));
    for (const away of different.values()) {
        const others = nodes.filter((node) => node !== away);
        const excess = excessOn(others, pods);
        const { fits } = arrange(
            others,
            pods.filter((pod) => !excess.has(pod)),
        );
        if (fits === false) return away;
    }
    return undefined;
}

/** Pods that need a node of their own, beyond the number of nodes that accept them. */
function excessOn(nodes: readonly NodePlan[], pods: readonly PodPlan[]): Set<PodPlan> {
    const names = nodes.map((node) => labelsOf(node)[hostnameLabel]);
    const excess = alikeIn(nodes, pods).flatMap(({ pods: group, apart, mayRun }, index) => {
        const isAlone = apart.some(
            ({ from, domains }) => from === index && domains.every((domain, node) => domain === names[node]),
        );
        return isAlone ? group.slice(mayRun.filter(Boolean).length) : [];
    });
    return new Set(excess);
}
