/** A resource in the engine's state. */
export interface StateResource {
    urn: string;
    /** Token, such as `aws:eks/cluster:Cluster`. */
    type: string;
    /** False for components. */
    custom?: boolean;
    /** True for a resource that was read, not created. */
    external?: boolean;
    parent?: string;
    /** URN and id of the provider, separated by `::`. */
    provider?: string;
    dependencies?: string[];
    propertyDependencies?: Record<string, string[] | null>;
    deletedWith?: string;
}

export interface Path {
    seconds: number;
    /** URNs on the path, first to last, including those that take no time. */
    urns: string[];
}

/**
 * The longest chain in a state: no `up` can be shorter, however much it does at the same time.
 *
 * A resource that depends on a component waits for everything that the component creates. This is the case for remote
 * components, whose outputs arrive all at once when the last child exists; in a state's dependencies, local components
 * don't appear, only their children.
 *
 * @param secondsOf how long a resource takes by itself
 * @throws Error if resources wait for each other
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

    /** What has to exist before a resource is started. */
    before(resource: StateResource): StateResource[] {
        const { parent, provider, dependencies = [], propertyDependencies = {}, deletedWith } = resource;
        const above = this.ancestors(resource);
        const needed = [...dependencies, ...Object.values(propertyDependencies).flatMap((urns) => urns ?? [])];
        const whole = needed.filter((urn) => !above.has(urn)).flatMap((urn) => this.within(urn));
        const providerUrn = provider?.slice(0, provider.lastIndexOf("::"));
        const urns = [parent, providerUrn, deletedWith, ...needed, ...whole];
        return [...new Set(urns)].flatMap((urn) => this.byUrn.get(urn ?? "") ?? []);
    }

    /** Everything below a component; empty for other resources, which exist before their children. */
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
