import {
    type ExportedState,
    isOnlyInState,
    knownId,
    livingIn,
    pendingIn,
    resourcesIn,
    type StateResource,
} from "./state";

/** A resource that was being created, and that can be looked for. */
export interface Candidate {
    resource: StateResource;
    /** The ID that it would have in the cluster. */
    id: string;
}

/** What was being created and can be looked for, except what a later up has created, which the state contains with its ID. */
export function candidatesIn(state: ExportedState): Candidate[] {
    return pendingIn(state).flatMap(({ type, resource }) => {
        const id = knownId(resource);
        if (type !== "creating" || !id || isOnlyInState(resource)) return [];
        const living = livingIn(state, resource.urn);
        return living?.id === id && !living.pendingReplacement ? [] : [{ resource, id }];
    });
}

/** The result of adding existing resources to a state. */
export interface Adoption {
    state: ExportedState;
    taken: Candidate[];
    /** Existing resources that could not be added, and why: a clause without a full stop. */
    left: { candidate: Candidate; why: string }[];
}

/**
 * Adds resources that were created but not recorded to a state, as the engine would have done: instead of the resource to
 * be replaced, which stays next to it, marked for deletion by the next up. A refresh has to follow, to read their outputs.
 * Importing a state drops the engine's pending operations, so they are removed here, too.
 *
 * @param there resources that are known to exist; of several with the same URN the first, which is the newest, is used
 */
export function adopted(state: ExportedState, there: readonly Candidate[]): Adoption {
    const resources = [...resourcesIn(state)];
    const adoption: Omit<Adoption, "state"> = { taken: [], left: [] };
    for (const candidate of there) {
        const why = adoption.taken.some(({ resource }) => resource.urn === candidate.resource.urn)
            ? "a later one of its name in the program was made, too"
            : putInto(resources, candidate);
        if (why) adoption.left.push({ candidate, why });
        else adoption.taken.push(candidate);
    }
    const { pending_operations: _cleared, ...deployment } = state.deployment;
    return { ...adoption, state: { ...state, deployment: { ...deployment, resources } } };
}

/** @returns why it could not be added, if it could not */
function putInto(resources: StateResource[], { resource, id }: Candidate): string | undefined {
    const index = resources.findIndex((one) => one.urn === resource.urn && !one.delete);
    const at = index < 0 ? resources.length : index;
    const before = resources.slice(0, at);
    const isBefore = (urn: string) => before.some((one) => one.urn === urn);
    if (resource.parent && !isBefore(resource.parent)) return "what it belongs to is not in the state";
    if (resource.provider && !before.some((one) => `${one.urn}::${one.id}` === resource.provider))
        return "the provider that it was made by is not in the state";
    const taken = { ...withoutMissing(resource, isBefore), id, outputs: {} };
    const old = resources[at];
    // The engine first deletes a resource that is pending replacement, and then records that, so it is gone.
    const kept = old && !old.pendingReplacement ? [{ ...old, delete: true }] : [];
    resources.splice(at, old ? 1 : 0, taken, ...kept);
    return undefined;
}

/** Removes references to resources that no longer exist, because the engine refuses a state that contains them. */
function withoutMissing(resource: StateResource, isThere: (urn: string) => boolean): StateResource {
    const { dependencies, propertyDependencies, deletedWith, replaceWith, ...rest } = resource;
    return {
        ...rest,
        ...(dependencies && { dependencies: dependencies.filter(isThere) }),
        ...(propertyDependencies && {
            propertyDependencies: Object.fromEntries(
                Object.entries(propertyDependencies).map(([key, urns]) => [key, urns?.filter(isThere) ?? urns]),
            ),
        }),
        ...(deletedWith && isThere(deletedWith) && { deletedWith }),
        ...(replaceWith && { replaceWith: replaceWith.filter(isThere) }),
    };
}
