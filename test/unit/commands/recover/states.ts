import {
    type ExportedState,
    type PendingOperation,
    resourcesIn,
    type StateResource,
} from "../../../../commands/recover/state";

/** Helpers for the tables in recover's tests: a stack's states, in a few words each. */
export const urnOf = (type: string, name: string) => `urn:pulumi:dev::own::${type}::${name}`;
export const stack: StateResource = {
    urn: urnOf("pulumi:pulumi:Stack", "own-dev"),
    type: "pulumi:pulumi:Stack",
    custom: false,
};
export const provider: StateResource = {
    urn: urnOf("pulumi:providers:kubernetes", "k8s"),
    type: "pulumi:providers:kubernetes",
    custom: true,
    id: "p1",
    parent: stack.urn,
};
export const type = "kubernetes:core/v1:ConfigMap";
export const map = (name: string, namespace: string, rest: Partial<StateResource> = {}): StateResource => ({
    urn: urnOf(type, name),
    type,
    custom: true,
    parent: stack.urn,
    provider: `${provider.urn}::p1`,
    inputs: { metadata: { name, namespace } },
    ...rest,
});
export const made = (name: string, namespace: string, rest: Partial<StateResource> = {}) =>
    map(name, namespace, { id: `${namespace}/${name}`, outputs: { made: true }, ...rest });
export const base = [stack, provider];
export const stateOf = (
    resources: StateResource[],
    ...pending: [PendingOperation["type"], StateResource][]
): ExportedState => ({
    deployment: {
        resources: [...base, ...resources],
        pending_operations: pending.map(([operation, resource]) => ({ type: operation, resource })),
    },
});
/** What a test compares: each resource after the first two, with its marks. */
export const shape = (state: ExportedState) =>
    resourcesIn(state)
        .slice(base.length)
        .map(({ id, delete: isOld }) => `${id}${isOld ? " (old)" : ""}`);

/** The engine's checks before it accepts a state: pkg/v3/resource/deploy/snapshot.go, VerifyIntegrity. */
export function integrityOf(state: ExportedState): string[] {
    const all = resourcesIn(state);
    const problems: string[] = [];
    for (const [index, one] of all.entries()) {
        const before = all.slice(0, index);
        const references = [
            one.parent,
            one.deletedWith,
            ...(one.dependencies ?? []),
            ...(one.replaceWith ?? []),
            ...Object.values(one.propertyDependencies ?? {}).flat(),
        ].filter((urn) => urn !== undefined);
        for (const urn of references) {
            if (!before.some((other) => other.urn === urn)) problems.push(`${one.urn} refers to ${urn}`);
        }
        if (one.provider && !before.some((other) => `${other.urn}::${other.id}` === one.provider))
            problems.push(`${one.urn} has no provider`);
        if (!one.delete && before.some((other) => other.urn === one.urn && !other.delete))
            problems.push(`${one.urn} is there twice`);
    }
    return problems;
}

export const a = (namespace: string, rest: Partial<StateResource> = {}) => map("a", namespace, rest);
export const old = made("a", "old");
export const dependent = made("b", "old", { dependencies: [old.urn], propertyDependencies: { data: [old.urn] } });
