import assert from "node:assert/strict";
import { adopted, candidatesIn } from "../../rescue/recover/adopt";
import {
    type ExportedState,
    type PendingOperation,
    pendingIn,
    resourcesIn,
    type StateResource,
} from "../../rescue/recover/state";
import { meaningOf, resultOf } from "../../rescue/recover/words";

const urnOf = (type: string, name: string) => `urn:pulumi:dev::own::${type}::${name}`;
const stack: StateResource = {
    urn: urnOf("pulumi:pulumi:Stack", "own-dev"),
    type: "pulumi:pulumi:Stack",
    custom: false,
};
const provider: StateResource = {
    urn: urnOf("pulumi:providers:kubernetes", "k8s"),
    type: "pulumi:providers:kubernetes",
    custom: true,
    id: "p1",
    parent: stack.urn,
};
const type = "kubernetes:core/v1:ConfigMap";
const map = (name: string, namespace: string, rest: Partial<StateResource> = {}): StateResource => ({
    urn: urnOf(type, name),
    type,
    custom: true,
    parent: stack.urn,
    provider: `${provider.urn}::p1`,
    inputs: { metadata: { name, namespace } },
    ...rest,
});
const made = (name: string, namespace: string, rest: Partial<StateResource> = {}) =>
    map(name, namespace, { id: `${namespace}/${name}`, outputs: { made: true }, ...rest });
const base = [stack, provider];
const stateOf = (
    resources: StateResource[],
    ...pending: [PendingOperation["type"], StateResource][]
): ExportedState => ({
    deployment: {
        resources: [...base, ...resources],
        pending_operations: pending.map(([operation, resource]) => ({ type: operation, resource })),
    },
});
/** What a test compares: each resource after the first two, with how it is marked. */
const shape = (state: ExportedState) =>
    resourcesIn(state)
        .slice(base.length)
        .map(({ id, delete: isOld }) => `${id}${isOld ? " (old)" : ""}`);

/** What the engine checks before it takes a state: pkg/v3/resource/deploy/snapshot.go, VerifyIntegrity. */
function integrityOf(state: ExportedState): string[] {
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

const a = (namespace: string, rest: Partial<StateResource> = {}) => map("a", namespace, rest);
const old = made("a", "old");
const dependent = made("b", "old", { dependencies: [old.urn], propertyDependencies: { data: [old.urn] } });

describe("recover: what was being created, and is there,", () => {
    for (const [when, state, there, after] of [
        ["made for the first time, goes in at the end", stateOf([], ["creating", a("new")]), true, ["new/a"]],
        ["not made, leaves the rest alone", stateOf([dependentless()], ["creating", a("new")]), false, ["old/b"]],
        [
            "made in place of another, which the next up deletes, goes before what depends on it",
            stateOf([old, dependent], ["creating", a("new")]),
            true,
            ["new/a", "old/a (old)", "old/b"],
        ],
        [
            "not made in place of another, leaves that as it was",
            stateOf([old, dependent], ["creating", a("new")]),
            false,
            ["old/a", "old/b"],
        ],
        [
            "made in place of what was deleted first, takes its place, under the same name too",
            stateOf([{ ...old, pendingReplacement: true }, dependent], ["creating", a("old")]),
            true,
            ["old/a", "old/b"],
        ],
        [
            "not made in place of what was deleted first, leaves the note of that",
            stateOf([{ ...old, pendingReplacement: true }], ["creating", a("new")]),
            false,
            ["old/a"],
        ],
        [
            "beside an old one from an interruption before, leaves that to be deleted",
            stateOf([{ ...old, delete: true }, made("a", "mid")], ["creating", a("new")]),
            true,
            ["old/a (old)", "new/a", "mid/a (old)"],
        ],
        [
            "made again by a later up, is left: the state has it",
            stateOf([made("a", "new")], ["creating", a("new")]),
            true,
            ["new/a"],
        ],
        [
            "noted several times, is taken in once",
            stateOf([old], ["creating", a("new")], ["creating", a("new")]),
            true,
            ["new/a", "old/a (old)"],
        ],
        [
            "loses what it depended on, where that is gone",
            stateOf(
                [],
                ["creating", a("new", { dependencies: ["urn:gone"], propertyDependencies: { data: ["urn:gone"] } })],
            ),
            true,
            ["new/a"],
        ],
    ] as const satisfies readonly (readonly [string, ExportedState, boolean, readonly string[]])[]) {
        it(when, () => {
            const candidates = candidatesIn(state);
            const adoption = adopted(state, there ? candidates : []);
            assert.deepEqual(shape(adoption.state), after);
            assert.deepEqual(integrityOf(adoption.state), []);
            assert.deepEqual(adoption.left, []);
            assert.equal(adoption.state.deployment.pending_operations, undefined);
            // Never less than before, but for what a replacement has deleted.
            const kept = resourcesIn(state).filter(({ pendingReplacement }) => !pendingReplacement);
            for (const { urn, id } of kept)
                assert.ok(
                    resourcesIn(adoption.state).some((one) => one.urn === urn && one.id === id),
                    `${id} is lost`,
                );
        });
    }

    function dependentless() {
        return made("b", "old");
    }

    it("keeps all else of the state, and asks for its outputs by a refresh", () => {
        const state = { version: 3, deployment: { manifest: {}, ...stateOf([], ["creating", a("new")]).deployment } };
        const after = adopted(state, candidatesIn(state)).state as typeof state;
        assert.deepEqual([after.version, after.deployment.manifest], [3, {}]);
        assert.deepEqual(resourcesIn(after).at(-1), { ...a("new"), id: "new/a", outputs: {} });
    });

    for (const [what, resource, why] of [
        ["what it belongs to", a("new", { parent: "urn:gone" }), /what it belongs to is not in the state/],
        ["its provider", a("new", { provider: `${provider.urn}::p2` }), /provider .* is not in the state/],
    ] as const) {
        it(`is left out of the state, and named, where ${what} is not there: the engine would refuse the state`, () => {
            const state = stateOf([old], ["creating", resource]);
            const adoption = adopted(state, candidatesIn(state));
            assert.deepEqual(shape(adoption.state), ["old/a"]);
            assert.match(adoption.left[0]?.why ?? "", why);
        });
    }

    it("is taken in once of two that were made under one URN, and the other is named", () => {
        const state = stateOf([old], ["creating", a("newest")], ["creating", a("new")]);
        const adoption = adopted(state, candidatesIn(state));
        assert.deepEqual(shape(adoption.state), ["newest/a", "old/a (old)"]);
        assert.deepEqual(
            adoption.left.map(({ candidate }) => candidate.id),
            ["new/a"],
        );
    });

    it("is not looked for where it has no name to look by, or is only in the state", () => {
        const component = { ...stack, urn: urnOf("platform:x:Y", "c"), type: "platform:x:Y" };
        const vpc = { ...old, type: "aws:ec2/vpc:Vpc", id: undefined };
        const state = stateOf(
            [],
            ["creating", component],
            ["creating", vpc],
            ["creating", provider],
            ["updating", old],
        );
        assert.deepEqual(candidatesIn(state), []);
    });
});

describe("recover: what it says of a replacement", () => {
    const operation = (resource: StateResource, what: PendingOperation["type"] = "creating") => ({
        type: what,
        resource,
    });
    const vpc = (id?: string): StateResource => ({ urn: urnOf("aws:ec2/vpc:Vpc", "v"), type: "aws:ec2/vpc:Vpc", id });

    for (const [when, pending, state, before, after] of [
        [
            "of which both are there",
            operation(a("new")),
            stateOf([made("a", "new"), { ...old, delete: true }]),
            /./,
            "a: in the state as new/a; the next up deletes the old one, old/a",
        ],
        [
            "of which the new one is not there",
            operation(a("new")),
            stateOf([old]),
            /It was to replace old\/a\. .*where it is not, the old one stays/,
            "a: the state has old/a, as it was, and not new/a",
        ],
        [
            "whose old one is deleted first",
            operation(a("new")),
            stateOf([{ ...old, pendingReplacement: true }]),
            /It was to replace old\/a, which is deleted/,
            "a: not there: the next up makes it, if the program has it",
        ],
        [
            "that a later up has done",
            operation(a("new")),
            stateOf([made("a", "new")]),
            /The state has it already, as new\/a/,
            "a: in the state, as it is",
        ],
        [
            "whose old one is still to be deleted",
            operation({ ...old, delete: true }, "deleting"),
            stateOf([made("a", "new"), { ...old, delete: true }]),
            /what is gone leaves the state/,
            "a: old/a is there, in the state to be deleted by the next up",
        ],
        [
            "whose old one is deleted",
            operation({ ...old, delete: true }, "deleting"),
            stateOf([made("a", "new")]),
            /what is gone leaves the state/,
            "a: gone, and not in the state any more",
        ],
        [
            "of something that cannot be looked for",
            operation(vpc()),
            stateOf([vpc("vpc-1")]),
            /delete it, or take it in .* The state keeps vpc-1, which it was to replace/,
            "v: the state has vpc-1, as it was, and not the new one",
        ],
    ] as const satisfies readonly (readonly [string, PendingOperation, ExportedState, RegExp, string])[]) {
        it(when, () => {
            assert.match(meaningOf(pending, state), before);
            assert.equal(resultOf(pending, state), after);
        });
    }

    it("names each operation once, the newest of several first", () => {
        const state = stateOf([], ["creating", a("2")], ["deleting", old], ["creating", a("1")], ["creating", a("2")]);
        assert.deepEqual(
            pendingIn(state).map(({ type: what, resource }) => [what, resource.inputs?.metadata]),
            [
                ["creating", { name: "a", namespace: "2" }],
                ["deleting", { name: "a", namespace: "old" }],
                ["creating", { name: "a", namespace: "1" }],
            ],
        );
    });
});
