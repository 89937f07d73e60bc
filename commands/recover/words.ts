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
            return "It may or may not have been changed. Its current state is read, and the next up makes the remaining changes.";
        case "deleting":
            return "It may or may not be gone. If it is gone, it is removed from the state.";
        default:
            return "Nothing was changed by it.";
    }
}

function meaningOfCreate(resource: StateResource, state: ExportedState): string {
    if (isOnlyInState(resource)) return "It exists only in the state: the next up creates what is missing of it.";
    const id = knownId(resource);
    const living = livingIn(state, resource.urn);
    if (!id) {
        const keeps = living?.id ? ` The state keeps ${living.id}, which it was meant to replace.` : "";
        return `It may or may not exist, and the state has no ID to look it up by.${unknownCreate(resource)}${keeps}`;
    }
    if (living?.pendingReplacement)
        return `It was meant to replace ${living.id}, which is deleted. If it exists in the cluster, it is added to the state; otherwise, the next up creates it.`;
    if (living?.id === id) return `The state already has it, as ${id}: a later up created it.`;
    if (living)
        return `It was meant to replace ${living.id}. If it exists in the cluster, it takes the place of the old one, which the next up deletes; otherwise, the old one stays.`;
    return "It may or may not exist. If it exists in the cluster, it is added to the state; otherwise, the next up creates it.";
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
        ` Look for it${own ? ` by its name ${String(own)}` : ""} in its provider's console: if it exists, delete it ` +
        "or import it with `pulumi import`, because the next up creates another one."
    );
}

/** What happened to the resource of an interrupted operation. @param after the final state */
export function resultOf({ type, resource }: PendingOperation, after: ExportedState): string {
    const name = nameOf(resource);
    const all = resourcesIn(after).filter(({ urn }) => urn === resource.urn);
    const id = resource.id ?? knownId(resource);
    const found = isOnlyInState(resource) ? all[0] : all.find((one) => id && one.id === id && !one.pendingReplacement);
    if (type === "deleting" && !found) return `${name}: gone, and no longer in the state`;
    if (type === "deleting" && found?.delete) return `${name}: ${found.id} still exists; the next up deletes it`;
    const old = all.find((one) => one !== found);
    if (found && old) return `${name}: in the state as ${found.id}; the next up deletes the old one, ${old.id}`;
    if (found) return `${name}: in the state, as it is now`;
    if (old?.pendingReplacement) return `${name}: doesn't exist: the next up creates it, if the program still has it`;
    if (old) return `${name}: the state still has ${old.id}, not ${id ?? "the new one"}`;
    return `${name}: not in the state: the next up creates it, if the program still has it`;
}
