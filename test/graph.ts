/** One resource as the program registered it, before any engine or provider saw it. */
export interface Registration {
    urn: string;
    type: string;
    name: string;
    custom: boolean;
    /** Inputs with every secret unwrapped. */
    inputs: Record<string, unknown>;
    /** Whether each input is, or contains, a secret. */
    secretInputs: Record<string, boolean>;
    /** URN of the parent; empty only for the stack. */
    parent: string;
    /** URN of the provider; empty for the default one. */
    provider: string;
    /** URNs of what it depends on, through dependsOn and its inputs. */
    dependencies: string[];
    /** Whether the resource itself is protected from deletion; transforms protect children that mocks don't show. */
    protect: boolean;
    deleteTimeout: string;
    /** Id of an existing resource that is imported; empty for a created one. */
    importId: string;
}

/** Everything that one run of the program registered. */
export class Graph {
    constructor(
        readonly resources: readonly Registration[],
        readonly outputs: Record<string, { value: unknown; secret: boolean }>,
    ) {}

    /** Resources whose type has this prefix: `kubernetes:`, `aws:eks/`. */
    ofType(prefix: string): Registration[] {
        return this.resources.filter(({ type }) => type.startsWith(prefix));
    }

    /** The resource with that name. */
    named(name: string): Registration {
        const found = this.resources.filter((resource) => resource.name === name);
        if (found.length !== 1 || !found[0]) {
            throw new Error(
                `${found.length} resources named ${name} among ${this.resources.map((r) => r.name).join(", ")}`,
            );
        }
        return found[0];
    }

    childrenOf(urn: string): Registration[] {
        return this.resources.filter(({ parent }) => parent === urn);
    }

    /** Whether one resource is created after another, and deleted before it: because of a dependency, parent or provider. */
    isAfter(later: Registration, earlier: Registration): boolean {
        const seen = new Set<string>();
        const open = [later.urn];
        for (let urn = open.pop(); urn !== undefined; urn = open.pop()) {
            if (urn === earlier.urn) return urn !== later.urn;
            if (seen.has(urn)) continue;
            seen.add(urn);
            const resource = this.resources.find((candidate) => candidate.urn === urn);
            if (resource) open.push(...resource.dependencies, resource.parent, resource.provider);
        }
        return false;
    }
}
