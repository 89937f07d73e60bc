/** A resource, as the engine's state has it. */
export interface StateResource {
    urn: string;
    /** Token, such as `aws:eks/cluster:Cluster`. */
    type: string;
    /** False for components. */
    custom?: boolean;
    /** True for what was read and not made. */
    external?: boolean;
    parent?: string;
    /** URN and id of the provider, apart by `::`. */
    provider?: string;
    dependencies?: string[];
    propertyDependencies?: Record<string, string[] | null>;
    deletedWith?: string;
}

export interface Path {
    seconds: number;
    /** URNs of what is on it, first to last, those that take no time among them. */
    urns: string[];
}

/**
 * The longest chain through a state: no `up` can be shorter, however much it does at once.
 *
 * Who depends on a component waits for all that the component makes. That is so for remote ones, whose outputs come all
 * at once when the last child is there; local ones never are in a state's dependencies, but their children.
 *
 * @param secondsOf how long a resource takes by itself
 * @throws Error where resources wait for each other
 */
export function criticalPath(
    resources: readonly StateResource[],
    secondsOf: (resource: StateResource) => number,
): Path {
    const graph = new Graph(resources);
    const paths = new Map<string, Path>();
    const pathTo = (resource: StateResource, waiting: readonly string[]): Path => {
        const { urn } = resource;
        const known = paths.get(urn);
        if (known) return known;
        if (waiting.includes(urn)) throw new Error(`${urn} waits for itself, by ${waiting.join(", ")}.`);
        const before = longest(graph.before(resource).map((other) => pathTo(other, [...waiting, urn])));
        const path = { seconds: before.seconds + secondsOf(resource), urns: [...before.urns, urn] };
        paths.set(urn, path);
        return path;
    };
    return longest(resources.map((resource) => pathTo(resource, [])));
}

const longest = (paths: readonly Path[]): Path =>
    paths.reduce((best, path) => (path.seconds > best.seconds ? path : best), { seconds: 0, urns: [] });

class Graph {
    private readonly byUrn: Map<string, StateResource>;
    private readonly children = new Map<string, StateResource[]>();

    constructor(resources: readonly StateResource[]) {
        this.byUrn = new Map(resources.map((resource) => [resource.urn, resource]));
        for (const resource of resources) {
            const { parent } = resource;
            if (parent) this.children.set(parent, [...(this.children.get(parent) ?? []), resource]);
        }
    }

    /** What has to be there before a resource is begun. */
    before(resource: StateResource): StateResource[] {
        const { parent, provider, dependencies = [], propertyDependencies = {}, deletedWith } = resource;
        const above = this.ancestors(resource);
        const needed = [...dependencies, ...Object.values(propertyDependencies).flatMap((urns) => urns ?? [])];
        const whole = needed.filter((urn) => !above.has(urn)).flatMap((urn) => this.within(urn));
        const providerUrn = provider?.slice(0, provider.lastIndexOf("::"));
        const urns = [parent, providerUrn, deletedWith, ...needed, ...whole];
        return [...new Set(urns)].flatMap((urn) => this.byUrn.get(urn ?? "") ?? []);
    }

    /** Everything below a component; nothing for other resources, which are there before their children. */
    private within(urn: string): string[] {
        if (this.byUrn.get(urn)?.custom !== false) return [];
        const below = (of: string): string[] =>
            (this.children.get(of) ?? []).flatMap((child) => [child.urn, ...below(child.urn)]);
        return below(urn);
    }

    private ancestors({ parent }: StateResource): Set<string> {
        const above = new Set<string>();
        for (let urn = parent; urn && !above.has(urn); urn = this.byUrn.get(urn)?.parent) above.add(urn);
        return above;
    }
}
