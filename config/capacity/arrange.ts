import { type Alike, alikeIn } from "./alike";
import { Filling } from "./filling";
import type { NodePlan, PodPlan } from "./plan";
import { Search } from "./search";

/** Whether pods fit on nodes at all, and one possible arrangement. */
export interface Arrangement {
    /** Undefined if that wasn't determined within the limit of steps. */
    fits: boolean | undefined;
    /**
     * The name of each pod's node: of all pods if they fit, otherwise of those that one attempt could place. Without pods
     * that run on every node.
     */
    places: ReadonlyMap<PodPlan, string>;
    /** The pods that this attempt could not place. */
    left: readonly PodPlan[];
}

/** Enough for dozens of pods on a dozen nodes; takes less than a tenth of a second. */
const defaultSteps = 20_000;

/**
 * Looks for a node for every pod, following the rules that Kubernetes' scheduler has to follow: requests, the number of
 * pods, selectors, required node affinity, taints, required anti-affinity, and mandatory spread. If it finds no
 * arrangement, none exists, whatever the scheduler does. If it finds one, the scheduler, which places one pod after another
 * and moves none, may still miss it. What it ignores (affinity to other pods, host ports, volumes) can only reduce the
 * number of arrangements.
 */
export function arrange(nodes: readonly NodePlan[], pods: readonly PodPlan[], steps = defaultSteps): Arrangement {
    const groups = alikeIn(nodes, pods);
    const order = byNeed(groups, nodes);
    const first = new Filling(nodes, pods, groups);
    fill(first, order);
    if (first.left().every((count) => count === 0)) return { fits: true, ...named(first, nodes, groups) };
    const other = new Filling(nodes, pods, groups);
    const fits = new Search(other, order, steps).run();
    return { fits, ...named(fits ? other : first, nodes, groups) };
}

/** Groups in the order of difficulty: few possible nodes first, then large requests. */
function byNeed(groups: readonly Alike[], nodes: readonly NodePlan[]): number[] {
    const total = (of: "cpu" | "memory") => nodes.reduce((sum, { allocatable }) => sum + allocatable[of], 0);
    const [cpu, memory] = [total("cpu"), total("memory")];
    const choice = groups.map(({ mayRun }) => mayRun.filter(Boolean).length);
    const share = groups.map(({ requests }) => Math.max(requests.cpu / cpu, requests.memory / memory));
    return groups
        .map((_, index) => index)
        .sort((one, other) => (choice[one] ?? 0) - (choice[other] ?? 0) || (share[other] ?? 0) - (share[one] ?? 0));
}

/** Places one pod after another, each on the node with the most free resources, like the scheduler. */
function fill(filling: Filling, order: readonly number[]): void {
    for (const group of order) {
        let last: number | undefined;
        do {
            last = filling
                .emptiest()
                .find((node) => filling.roomFor(group, node) > 0 && filling.wouldBeSpread(group, node));
            if (last !== undefined) filling.put(group, last, 1);
        } while (last !== undefined && (filling.left()[group] ?? 0) > 0);
    }
}

/** Which pod is on which node. */
function named(
    filling: Filling,
    nodes: readonly NodePlan[],
    groups: readonly Alike[],
): Pick<Arrangement, "places" | "left"> {
    const places = new Map<PodPlan, string>();
    const left = groups.flatMap(({ pods }, group) => {
        const waiting = [...pods];
        nodes.forEach(({ name }, node) => {
            for (const pod of waiting.splice(0, filling.at(node, group))) places.set(pod, name);
        });
        return waiting;
    });
    return { places, left };
}
