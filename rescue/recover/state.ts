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
    custom?: boolean;
    inputs?: Record<string, unknown>;
    outputs?: Record<string, unknown>;
}

/** What `pulumi stack export` writes, as far as it matters here; the rest is kept as it is. */
export interface ExportedState {
    deployment: { resources?: StateResource[]; pending_operations?: PendingOperation[] };
}

export const pendingIn = ({ deployment }: ExportedState): PendingOperation[] => deployment.pending_operations ?? [];

/** A resource's name in the program: the last part of its URN. */
export const nameOf = ({ urn }: StateResource): string => urn.split("::").at(-1) ?? urn;

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

/** What an interrupted operation means, and what becomes of it: a sentence or two. */
export function meaningOf({ type, resource }: PendingOperation): string {
    switch (type) {
        case "creating":
            return knownId(resource)
                ? "It may be there or not. It will be looked for in the cluster: what is there is taken into the state, what is not is made by the next up."
                : `It may be there or not, and the state has no id to look for it by.${unknownCreate(resource)}`;
        case "updating":
            return "It may have been changed or not. It will be read as it is now, and the next up changes the rest.";
        case "deleting":
            return "It may be gone or not. It will be looked for: what is gone leaves the state.";
        default:
            return "Nothing was changed by it.";
    }
}

function unknownCreate({ type, inputs }: StateResource): string {
    const own = [inputs?.name, (inputs?.tags as { Name?: unknown } | undefined)?.Name].find(
        (one) => typeof one === "string",
    );
    if (type.startsWith("kubernetes:helm.sh/")) {
        const namespace = typeof inputs?.namespace === "string" ? inputs.namespace : "default";
        return (
            ` See \`helm -n ${namespace} status ${String(own)}\`: where that says pending-install, ` +
            `\`helm -n ${namespace} uninstall ${String(own)}\` before the next up.`
        );
    }
    return (
        ` Look for it${own ? ` by its name ${String(own)}` : ""} where its provider shows it: if it is there, delete it, ` +
        "or take it in by `pulumi import`, for the next up makes another one."
    );
}

/** Puts resources into a state as if they had been made, under the ids that they would have. A refresh has to follow. */
export function adopted(state: ExportedState, resources: readonly StateResource[]): ExportedState {
    const taken = resources.map((resource) => ({ ...resource, id: knownId(resource), outputs: {} }));
    const { pending_operations: _cleared, ...deployment } = state.deployment;
    return { ...state, deployment: { ...deployment, resources: [...(deployment.resources ?? []), ...taken] } };
}
