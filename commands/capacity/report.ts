import type { NodePlan, PodPlan } from "../../config/capacity/plan";
import type { Placement } from "../../rehearsal/scheduler";
import type { Report } from "./shape";
import type { Suggestion } from "./suggest";

export interface Found {
    overlay: string;
    nodes: readonly NodePlan[];
    placement: Placement;
    notCounted: readonly string[];
    wouldFit: Suggestion[] | undefined;
    couldFit: boolean | null;
}

export function reportOf({ overlay, nodes, placement, notCounted, wouldFit = [], couldFit }: Found): Report {
    const waiting = placement.filter(({ node }) => node === undefined);
    return {
        version: 1,
        overlay,
        fits: waiting.length === 0,
        asks: sum(placement.filter(({ pod }) => pod.isPlatform).map(({ pod }) => pod)),
        nodes: nodes.map(({ name, type, zone, allocatable }) => {
            const pods = placement.filter(({ node }) => node === name).map(({ pod }) => pod);
            return { name, type, zone, allocatable, taken: sum(pods), pods: pods.map(podOf) };
        }),
        waiting: waiting.map(({ pod, why }) => ({ ...podOf(pod), why: why ?? "" })),
        couldFit,
        wouldFit,
        notCounted: [...notCounted],
    };
}

const podOf = ({ name, namespace, of, isPlatform, requests }: PodPlan): Report["nodes"][number]["pods"][number] => ({
    name,
    namespace,
    of,
    isPlatform,
    ...wholeOf(requests),
});

/** A pod may request a fraction of a MiB. */
const wholeOf = ({ cpu, memory }: PodPlan["requests"]) => ({ cpu: Math.round(cpu), memory: Math.round(memory) });

const sum = (pods: readonly PodPlan[]): Report["asks"] => ({
    ...wholeOf({
        cpu: pods.reduce((total, { requests }) => total + requests.cpu, 0),
        memory: pods.reduce((total, { requests }) => total + requests.memory, 0),
    }),
    pods: pods.length,
});
