import { instanceSizeOf, nextLarger } from "../../config/aws/instanceTypes";
import { arrange } from "../../config/capacity/arrange";
import { nodeOf } from "../../config/capacity/nodes";
import { likenessOf, type NodePlan, type PodPlan } from "../../config/capacity/plan";
import type { SchedulerStage } from "../../rehearsal/scheduler";

/** How many more nodes, or larger sizes, are tried. */
const tries = 3;

export interface Suggestion {
    /** In the format of --nodes. */
    nodes: string;
    /** How it differs from the given nodes. */
    what: string;
}

/**
 * Sets of nodes that would be sufficient: the fewest more of the same, and the same number of the next larger ones. Each
 * was tried.
 */
export async function suggest(
    stage: SchedulerStage,
    nodes: readonly NodePlan[],
    pods: readonly PodPlan[],
): Promise<Suggestion[]> {
    // The scheduler isn't asked if it couldn't succeed.
    const fits = async (some: readonly NodePlan[]) =>
        arrange(some, pods).fits !== false && (await stage.place(some, pods)).every(({ node }) => node !== undefined);
    const found: Suggestion[] = [];
    for (let more = 1; more <= tries; more++) {
        const tried = [...nodes, ...copies(nodes, more)];
        if (!(await fits(tried))) continue;
        found.push({
            nodes: listOf(tried),
            what: more === 1 ? "one more node of each type" : `${more} more nodes of each type`,
        });
        break;
    }
    let larger: NodePlan[] | undefined = [...nodes];
    for (let step = 1; step <= tries; step++) {
        larger = enlarged(larger);
        if (!larger) break;
        if (!(await fits(larger))) continue;
        found.push({
            nodes: listOf(larger),
            what: step === 1 ? "the next larger type" : `a type ${step} sizes larger`,
        });
        break;
    }
    return found;
}

/** More nodes of each type, in the zones that have the fewest of it. */
function copies(nodes: readonly NodePlan[], more: number): NodePlan[] {
    const zones = [...new Set(nodes.map(({ zone }) => zone))];
    return [...new Set(nodes.map(likenessOf))].flatMap((likeness) => {
        const own = nodes.filter((node) => likenessOf(node) === likeness);
        const [first] = own;
        return Array.from({ length: first ? more : 0 }, (_, index) => {
            const zone = zones[(own.length + index) % zones.length] ?? "";
            return { ...(first as NodePlan), name: `${first?.name}-more-${index + 1}`, zone };
        });
    });
}

function enlarged(nodes: readonly NodePlan[]): NodePlan[] | undefined {
    const larger = nodes.map((node) => {
        const size = instanceSizeOf(nextLarger(node.type) ?? "");
        return size && { ...nodeOf(node.name, size, node.zone), labels: node.labels, taints: node.taints };
    });
    return larger.every((node) => node !== undefined) ? larger : undefined;
}

/** In the format of --nodes. */
export function listOf(nodes: readonly NodePlan[]): string {
    const counts = new Map<string, number>();
    for (const { type } of nodes) counts.set(type, (counts.get(type) ?? 0) + 1);
    return [...counts].map(([type, count]) => `${count}x${type}`).join(",");
}
