import type { Alike, Domains } from "./alike";
import type { NodePlan, PodPlan } from "./plan";

interface Free {
    cpu: number;
    memory: number;
    pods: number;
}

/** Nodes with some of the pods on them, by their numbers: which pod of those alike is where makes no difference. */
export class Filling {
    /** By node, what is free; less than nothing where what is on every node takes more than there is. */
    private readonly free: Free[];
    /** By node, how many of each group of pods are there. */
    private readonly counts: number[][];
    private readonly waiting: number[];
    /** By node, all in which it differs from others but what is on it. */
    private readonly kinds: string[];

    constructor(
        private readonly nodes: readonly NodePlan[],
        pods: readonly PodPlan[],
        private readonly groups: readonly Alike[],
    ) {
        this.free = nodes.map(({ name, allocatable }) => {
            const there = pods.filter(({ onEach, on }) => onEach || on === name);
            const sum = (of: "cpu" | "memory") => there.reduce((total, { requests }) => total + requests[of], 0);
            return {
                cpu: allocatable.cpu - sum("cpu"),
                memory: allocatable.memory - sum("memory"),
                pods: allocatable.pods - there.length,
            };
        });
        this.counts = nodes.map(() => groups.map(() => 0));
        this.waiting = groups.map((group) => group.pods.length);
        this.kinds = nodes.map(({ name }, node) => {
            const domains = groups.flatMap(({ apart, spreads }) =>
                [...apart, ...spreads].map((one) => one.domains[node]),
            );
            // A node by itself is a domain like any other such.
            return JSON.stringify([
                groups.map(({ mayRun }) => mayRun[node]),
                domains.map((domain) => (domain === name ? true : domain)),
            ]);
        });
    }

    /** By group, how many pods have no place yet. */
    left = (): readonly number[] => this.waiting;

    at = (node: number, group: number): number => this.counts[node]?.[group] ?? 0;

    /** The nodes, those first of which the greatest share is free. */
    emptiest(): number[] {
        const share = this.free.map(({ cpu, memory }, node) => {
            const { allocatable } = this.nodes[node] as NodePlan;
            return Math.min(cpu / allocatable.cpu, memory / allocatable.memory);
        });
        return share.map((_, node) => node).sort((one, other) => (share[other] ?? 0) - (share[one] ?? 0));
    }

    /** All that decides what a node can still take: the same for nodes between which there is nothing to choose. */
    stateOf = (node: number): string => `${this.kinds[node]} ${JSON.stringify([this.free[node], this.counts[node]])}`;

    /** How many pods of a group, and no others, a node can still take. */
    roomFor(group: number, node: number): number {
        const { mayRun, requests, apart, spreads } = this.groups[group] as Alike;
        // The scheduler takes no node that has not the label by which pods are spread.
        if (!mayRun[node] || spreads.some(({ domains }) => domains[node] === undefined)) return 0;
        if (apart.some(({ from, domains }) => this.isIn(from, domains, node))) return 0;
        const { cpu, memory, pods } = this.free[node] as Free;
        const isAlone = apart.some(({ from, domains }) => from === group && domains[node] !== undefined);
        const room = Math.min(
            isAlone ? 1 : Infinity,
            pods,
            // Whoever asks for none of it is not asked whether there is some.
            requests.cpu === 0 ? Infinity : Math.floor(cpu / requests.cpu),
            requests.memory === 0 ? Infinity : Math.floor(memory / requests.memory),
        );
        return Math.max(0, room);
    }

    /** Puts some pods of a group on a node, or takes them off. */
    put(group: number, node: number, count: number): void {
        const { requests } = this.groups[group] as Alike;
        const free = this.free[node] as Free;
        free.cpu -= count * requests.cpu;
        free.memory -= count * requests.memory;
        free.pods -= count;
        (this.counts[node] as number[])[group] = this.at(node, group) + count;
        this.waiting[group] = (this.waiting[group] ?? 0) - count;
    }

    /** Whether all groups together may have room, looking at each by itself, and at the sum of what they ask for. */
    mayTake(some: readonly number[]): boolean {
        const nodes = this.nodes.map((_, node) => node);
        const sum = (of: "cpu" | "memory") =>
            some.reduce((total, group) => {
                const { requests } = this.groups[group] as Alike;
                return total + requests[of] * (this.waiting[group] ?? 0);
            }, 0);
        const room = (of: "cpu" | "memory") => this.free.reduce((total, free) => total + Math.max(0, free[of]), 0);
        return (
            sum("cpu") <= room("cpu") &&
            sum("memory") <= room("memory") &&
            some.every(
                (group) =>
                    nodes.reduce((total, node) => total + this.roomFor(group, node), 0) >= (this.waiting[group] ?? 0),
            )
        );
    }

    /** Whether a group is spread as evenly as it has to be. */
    isSpread = (group: number): boolean =>
        (this.groups[group] as Alike).spreads.every(({ domains, maxSkew, minDomains }) => {
            const sums = [...this.sumsOf(group, domains).values()];
            if (sums.length === 0) return true;
            return Math.max(...sums) - (sums.length < minDomains ? 0 : Math.min(...sums)) <= maxSkew;
        });

    /** Whether the scheduler would put one more on a node, by how the others are spread. */
    wouldBeSpread = (group: number, node: number): boolean =>
        (this.groups[group] as Alike).spreads.every(({ domains, maxSkew, minDomains }) => {
            const sums = this.sumsOf(group, domains);
            const own = sums.get(domains[node] ?? "") ?? 0;
            return own + 1 - (sums.size < minDomains ? 0 : Math.min(...sums.values())) <= maxSkew;
        });

    private sumsOf(group: number, domains: Domains): Map<string, number> {
        const sums = new Map<string, number>();
        domains.forEach((domain, node) => {
            if (domain !== undefined) sums.set(domain, (sums.get(domain) ?? 0) + this.at(node, group));
        });
        return sums;
    }

    private isIn(group: number, domains: Domains, node: number): boolean {
        const own = domains[node];
        if (own === undefined || this.waiting[group] === this.groups[group]?.pods.length) return false;
        return domains.some((domain, index) => domain === own && this.at(index, group) > 0);
    }
}
