/** An operation that an engine had started, and not recorded as finished: `pending_operations` in `pulumi stack export`. */
export interface PendingOperation {
    type: "creating" | "updating" | "deleting" | "reading" | "importing";
    resource: StateResource;
}

/** A resource in the state. Its secrets are encrypted. */
export interface StateResource {
    urn: string;
    type: string;
    id?: string;
    /** False for a component, which exists only in the state. */
    custom?: boolean;
    /** The old resource of a replacement whose new one has been created: the next up deletes it. */
    delete?: boolean;
    /** The old resource of a replacement that starts with its deletion: it is gone, and the new one hasn't been created yet. */
    pendingReplacement?: boolean;
    parent?: string;
    /** `URN::ID`. */
    provider?: string;
    dependencies?: string[];
    propertyDependencies?: Record<string, string[]>;
    deletedWith?: string;
    replaceWith?: string[];
    inputs?: Record<string, unknown>;
    outputs?: Record<string, unknown>;
}

/** The output of `pulumi stack export`, as far as it matters here. The rest is kept unchanged. */
export interface ExportedState {
    deployment: { resources?: StateResource[]; pending_operations?: PendingOperation[] };
}

/** The started operations without duplicates, the newest first: the engine keeps a pending create through each further up. */
export function pendingIn({ deployment }: ExportedState): PendingOperation[] {
    const keyOf = ({ type, resource }: PendingOperation) => `${type} ${resource.urn} ${idOf(resource)}`;
    const all = deployment.pending_operations ?? [];
    return all.filter((one, index) => all.findIndex((other) => keyOf(other) === keyOf(one)) === index);
}

const idOf = (resource: StateResource) => resource.id ?? knownId(resource) ?? "";

export const resourcesIn = ({ deployment }: ExportedState): StateResource[] => deployment.resources ?? [];

/** The resource with a URN that isn't the old one of a replacement. */
export const livingIn = (state: ExportedState, urn: string): StateResource | undefined =>
    resourcesIn(state).find((one) => one.urn === urn && !one.delete);

/** A resource's name in the program: the last part of its URN. */
export const nameOf = ({ urn }: Pick<StateResource, "urn">): string => urn.split("::").at(-1) ?? urn;

/** Components and providers exist only in the state. */
export const isOnlyInState = ({ custom, type }: StateResource): boolean =>
    custom === false || type.startsWith("pulumi:");

/**
 * The ID that a Kubernetes object has, or would have: its name, in its namespace. Undefined for anything that can only be
 * found by searching: everything on AWS, and a Helm release, which an interrupted install leaves incomplete.
 */
export function knownId({ type, inputs }: StateResource): string | undefined {
    if (!type.startsWith("kubernetes:") || type.endsWith("Patch")) return undefined;
    // A Helm release has no metadata.
    const { name, namespace } = (inputs?.metadata ?? {}) as { name?: unknown; namespace?: unknown };
    if (typeof name !== "string" || !name) return undefined;
    return typeof namespace === "string" && namespace ? `${namespace}/${name}` : name;
}
