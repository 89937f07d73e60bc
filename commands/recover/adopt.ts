import {
    type ExportedState,
    isOnlyInState,
    knownId,
    livingIn,
    pendingIn,
    resourcesIn,
    type StateResource,
} from "./state";

/** Something that was being created, and that can be looked for. */
export interface Candidate {
    resource: StateResource;
    /** What it would be called in the cluster. */
    id: string;
}

/** What was being created and can be looked for; not what a later up has made, which the state has under its id. */
export function candidatesIn(state: ExportedState): Candidate[] {
    return pendingIn(state).flatMap(({ type, resource }) => {
        const id = knownId(resource);
        if (type !== "creating" || !id || isOnlyInState(resource)) return [];
        const living = livingIn(state, resource.urn);
        return living?.id === id && !living.pendingReplacement ? [] : [{ resource, id }];
    });
}

/** What becomes of a state when something that is there is taken into it. */
export interface Adoption {
    state: ExportedState;
    taken: Candidate[];
    /** What is there and could not be taken in, and why not: without the full stop. */
    left: { candidate: Candidate; why: string }[];
}

/**
 * Takes what was made and not noted into a state, as the engine would have: in the place of what it was to replace, which
 * stays beside it, marked for the next up to delete. A refresh has to follow, for its outputs. The engine's notes go, as
 * importing a state drops them.
 *
 * @param there what is known to be there; of several of one URN the first, which is the newest, is taken.
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

/** @returns why not, where it could not be. */
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
    // What is pending replacement is gone: the engine deletes it first, and then says so.
    const kept = old && !old.pendingReplacement ? [{ ...old, delete: true }] : [];
    resources.splice(at, old ? 1 : 0, taken, ...kept);
    return undefined;
}

/** Without references to what is not there any more: the engine refuses a state that has one. */
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
