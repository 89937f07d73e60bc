import { type Alike, alikeIn } from "./alike";
import { Filling } from "./filling";
import type { NodePlan, PodPlan } from "./plan";
import { Search } from "./search";

/** Whether pods fit on nodes in any way, and one way. */
export interface Arrangement {
    /** Undefined where that was not found out within the steps. */
    fits: boolean | undefined;
    /** The name of each pod's node: of all of them where they fit, else as many as one try placed. None for what is on every node. */
    places: ReadonlyMap<PodPlan, string>;
    /** Those that have no place in that try. */
    left: readonly PodPlan[];
}

/** Enough for dozens of pods on a dozen nodes; it takes less than a tenth of a second. */
const defaultSteps = 20_000;

/**
 * Looks for a place for every pod, by what Kubernetes' scheduler must keep to: requests, the number of pods, selectors, required
 * node affinity, taints, required anti-affinity, and spread that isn't optional. Where it finds none, there is none, whatever
 * the scheduler does. Where it finds one, the scheduler, which places one pod after the other and moves none, may still miss
 * it. What it does not look at (affinity to other pods, ports of the host, volumes) can only make places fewer.
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

/** Groups by what is hardest to place: few nodes to choose from, then much to ask for. */
function byNeed(groups: readonly Alike[], nodes: readonly NodePlan[]): number[] {
    const total = (of: "cpu" | "memory") => nodes.reduce((sum, { allocatable }) => sum + allocatable[of], 0);
    const [cpu, memory] = [total("cpu"), total("memory")];
    const choice = groups.map(({ mayRun }) => mayRun.filter(Boolean).length);
    const share = groups.map(({ requests }) => Math.max(requests.cpu / cpu, requests.memory / memory));
    return groups
        .map((_, index) => index)
        .sort((one, other) => (choice[one] ?? 0) - (choice[other] ?? 0) || (share[other] ?? 0) - (share[one] ?? 0));
}

/** One pod after the other, each where most is left, as the scheduler does it. */
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

/** Which pod is where. */
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
