import type { Alike, Domains } from "./alike";
import type { NodePlan, PodPlan } from "./plan";

interface Free {
    cpu: number;
    memory: number;
    pods: number;
}

/** Nodes with the number of pods on them. Identical pods are interchangeable. */
export class Filling {
    /** For each node, its free resources. Negative if pods that run on every node request more than the node has. */
    private readonly free: Free[];
    /** For each node, how many pods of each group it has. */
    private readonly counts: number[][];
    private readonly waiting: number[];
    /** For each node, all properties that distinguish it from others, except its pods. */
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
            // A single node is a domain like any other.
            return JSON.stringify([
                groups.map(({ mayRun }) => mayRun[node]),
                domains.map((domain) => (domain === name ? true : domain)),
            ]);
        });
    }

    /** For each group, how many pods have not been placed. */
    left = (): readonly number[] => this.waiting;

    at = (node: number, group: number): number => this.counts[node]?.[group] ?? 0;

    /** The nodes, in the order of their share of free resources, the largest first. */
    emptiest(): number[] {
        const share = this.free.map(({ cpu, memory }, node) => {
            const { allocatable } = this.nodes[node] as NodePlan;
            return Math.min(cpu / allocatable.cpu, memory / allocatable.memory);
        });
        return share.map((_, node) => node).sort((one, other) => (share[other] ?? 0) - (share[one] ?? 0));
    }

    /** Everything that determines what a node can still take. Nodes with the same value are interchangeable. */
    stateOf = (node: number): string => `${this.kinds[node]} ${JSON.stringify([this.free[node], this.counts[node]])}`;

    /** How many pods of a group a node can still take, if it takes no others. */
    roomFor(group: number, node: number): number {
        const { mayRun, requests, apart, spreads } = this.groups[group] as Alike;
        // The scheduler ignores nodes without the label for spreading.
        if (!mayRun[node] || spreads.some(({ domains }) => domains[node] === undefined)) return 0;
        if (apart.some(({ from, domains }) => this.isIn(from, domains, node))) return 0;
        const { cpu, memory, pods } = this.free[node] as Free;
        const isAlone = apart.some(({ from, domains }) => from === group && domains[node] !== undefined);
        const room = Math.min(
            isAlone ? 1 : Infinity,
            pods,
            // A resource that isn't requested isn't checked.
            requests.cpu === 0 ? Infinity : Math.floor(cpu / requests.cpu),
            requests.memory === 0 ? Infinity : Math.floor(memory / requests.memory),
        );
        return Math.max(0, room);
    }

    /** Adds some pods of a group to a node, or removes them. */
    put(group: number, node: number, count: number): void {
        const { requests } = this.groups[group] as Alike;
        const free = this.free[node] as Free;
        free.cpu -= count * requests.cpu;
        free.memory -= count * requests.memory;
        free.pods -= count;
        (this.counts[node] as number[])[group] = this.at(node, group) + count;
        this.waiting[group] = (this.waiting[group] ?? 0) - count;
    }

    /** Whether all groups could fit, checking each by itself, and the sum of their requests. */
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

    /** Whether a group is spread as evenly as required. */
    isSpread = (group: number): boolean =>
        (this.groups[group] as Alike).spreads.every(({ domains, maxSkew, minDomains }) => {
            const sums = [...this.sumsOf(group, domains).values()];
            if (sums.length === 0) return true;
            return Math.max(...sums) - (sums.length < minDomains ? 0 : Math.min(...sums)) <= maxSkew;
        });

    /** Whether the scheduler would add one more to a node, considering how the others are spread. */
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
