import {
    type ExportedState,
    isOnlyInState,
    knownId,
    livingIn,
    nameOf,
    type PendingOperation,
    resourcesIn,
    type StateResource,
} from "./state";

/** What an interrupted operation means, and what will be done about it: one or two sentences. */
export function meaningOf({ type, resource }: PendingOperation, state: ExportedState): string {
    switch (type) {
        case "creating":
            return meaningOfCreate(resource, state);
        case "updating":
            return "It may have been changed or not. It will be read as it is now, and the next up changes the rest.";
        case "deleting":
            return "It may be gone or not. It will be looked for: what is gone leaves the state.";
        default:
            return "Nothing was changed by it.";
    }
}

function meaningOfCreate(resource: StateResource, state: ExportedState): string {
    if (isOnlyInState(resource)) return "It is nothing outside the state: the next up makes what is missing of it.";
    const id = knownId(resource);
    const living = livingIn(state, resource.urn);
    if (!id) {
        const keeps = living?.id ? ` The state keeps ${living.id}, which it was to replace.` : "";
        return `It may be there or not, and the state has no id to look for it by.${unknownCreate(resource)}${keeps}`;
    }
    if (living?.pendingReplacement)
        return `It was to replace ${living.id}, which is deleted. It will be looked for in the cluster: what is there is taken into the state, what is not is made by the next up.`;
    if (living?.id === id) return `The state has it already, as ${id}: a later up made it.`;
    if (living)
        return `It was to replace ${living.id}. It will be looked for in the cluster: where it is there, it takes the place of the old one, which the next up deletes; where it is not, the old one stays.`;
    return "It may be there or not. It will be looked for in the cluster: what is there is taken into the state, what is not is made by the next up.";
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

/** What happened to the resource of an interrupted operation. @param after the final state */
export function resultOf({ type, resource }: PendingOperation, after: ExportedState): string {
    const name = nameOf(resource);
    const all = resourcesIn(after).filter(({ urn }) => urn === resource.urn);
    const id = resource.id ?? knownId(resource);
    const found = isOnlyInState(resource) ? all[0] : all.find((one) => id && one.id === id && !one.pendingReplacement);
    if (type === "deleting" && !found) return `${name}: gone, and not in the state any more`;
    if (type === "deleting" && found?.delete)
        return `${name}: ${found.id} is there, in the state to be deleted by the next up`;
    const old = all.find((one) => one !== found);
    if (found && old) return `${name}: in the state as ${found.id}; the next up deletes the old one, ${old.id}`;
    if (found) return `${name}: in the state, as it is`;
    if (old?.pendingReplacement) return `${name}: not there: the next up makes it, if the program has it`;
    if (old) return `${name}: the state has ${old.id}, as it was, and not ${id ?? "the new one"}`;
    return `${name}: not in the state: the next up makes it, if the program has it`;
}
