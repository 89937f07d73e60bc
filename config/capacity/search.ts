import type { Filling } from "./filling";

/** Tries every way to place groups of pods, treating identical nodes as interchangeable. */
export class Search {
    /** Fillings of the nodes before a group for which the rest could not be placed. */
    private readonly failed = new Set<string>();
    private steps = 0;

    constructor(
        private readonly filling: Filling,
        private readonly order: readonly number[],
        private readonly most: number,
    ) {}

    /** True with all pods placed in the filling. Undefined if it gave up. */
    run(): boolean | undefined {
        return this.from(0) || (this.steps > this.most ? undefined : false);
    }

    private from(at: number): boolean {
        const group = this.order[at];
        if (group === undefined) return true;
        if (!this.filling.mayTake(this.order.slice(at))) return false;
        const nodes = this.filling.emptiest();
        const states = nodes.map((node) => this.filling.stateOf(node));
        const key = `${at} ${[...states].sort().join("|")}`;
        if (this.failed.has(key)) return false;
        const found = this.over(at, group, nodes, states, 0, new Map());
        if (!found && this.steps <= this.most) this.failed.add(key);
        return found;
    }

    /**
     * Decides how many pods of a group each node takes, starting with one node.
     * @param taken for each state, how many pods the last node in that state took; an identical node takes no more
     */
    private over(
        at: number,
        group: number,
        nodes: readonly number[],
        states: readonly string[],
        from: number,
        taken: ReadonlyMap<string, number>,
    ): boolean {
        const left = this.filling.left()[group] ?? 0;
        if (left === 0) return this.filling.isSpread(group) && this.from(at + 1);
        const node = nodes[from];
        if (node === undefined) return false;
        const state = states[from] ?? "";
        const most = Math.min(left, this.filling.roomFor(group, node), taken.get(state) ?? Infinity);
        const even = Math.ceil(left / (nodes.length - from));
        for (const count of nearest(Math.min(even, most), most)) {
            if (++this.steps > this.most) return false;
            this.filling.put(group, node, count);
            if (this.over(at, group, nodes, states, from + 1, new Map(taken).set(state, count))) return true;
            this.filling.put(group, node, -count);
        }
        return false;
    }
}

/** All numbers from 0, starting with one, then those nearest to it. */
function nearest(first: number, most: number): number[] {
    const all = Array.from({ length: most + 1 }, (_, count) => count);
    return all.sort((one, other) => Math.abs(one - first) - Math.abs(other - first) || other - one);
}
