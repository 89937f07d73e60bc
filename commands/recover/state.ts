/** One operation that an engine had begun, and not noted as ended: `pending_operations` of `pulumi stack export`. */
export interface PendingOperation {
    type: "creating" | "updating" | "deleting" | "reading" | "importing";
    resource: StateResource;
}

/** A resource as the state has it. Secrets in it are encrypted. */
export interface StateResource {
    urn: string;
    type: string;
    id?: string;
    /** False for a component, which is nothing outside the state. */
    custom?: boolean;
    /** The old one of a replacement, whose new one is made: the next up deletes it. */
    delete?: boolean;
    /** The old one of a replacement that begins with its deletion: it is gone, and the new one is still to be made. */
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

/** What `pulumi stack export` writes, as far as it matters here; the rest is kept as it is. */
export interface ExportedState {
    deployment: { resources?: StateResource[]; pending_operations?: PendingOperation[] };
}

/** What was begun, each once, the newest first: the engine carries a note on a create along, through each further up. */
export function pendingIn({ deployment }: ExportedState): PendingOperation[] {
    const keyOf = ({ type, resource }: PendingOperation) => `${type} ${resource.urn} ${idOf(resource)}`;
    const all = deployment.pending_operations ?? [];
    return all.filter((one, index) => all.findIndex((other) => keyOf(other) === keyOf(one)) === index);
}

const idOf = (resource: StateResource) => resource.id ?? knownId(resource) ?? "";

export const resourcesIn = ({ deployment }: ExportedState): StateResource[] => deployment.resources ?? [];

/** The one resource of a URN that is not the old one of a replacement. */
export const livingIn = (state: ExportedState, urn: string): StateResource | undefined =>
    resourcesIn(state).find((one) => one.urn === urn && !one.delete);

/** A resource's name in the program: the last part of its URN. */
export const nameOf = ({ urn }: Pick<StateResource, "urn">): string => urn.split("::").at(-1) ?? urn;

/** Components and providers are only in the state: nothing is left of them anywhere else. */
export const isOnlyInState = ({ custom, type }: StateResource): boolean =>
    custom === false || type.startsWith("pulumi:");

/**
 * The id that a Kubernetes object has, or would have: its name, in its namespace. Undefined for what can only be found
 * by looking: everything of AWS; also a Helm release, which an interrupted install leaves half made.
 */
export function knownId({ type, inputs }: StateResource): string | undefined {
    if (!type.startsWith("kubernetes:") || type.endsWith("Patch")) return undefined;
    // A Helm release has no metadata.
    const { name, namespace } = (inputs?.metadata ?? {}) as { name?: unknown; namespace?: unknown };
    if (typeof name !== "string" || !name) return undefined;
    return typeof namespace === "string" && namespace ? `${namespace}/${name}` : name;
}
