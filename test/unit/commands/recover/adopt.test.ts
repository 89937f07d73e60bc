import assert from "node:assert/strict";
import { adopted, candidatesIn } from "../../../../commands/recover/adopt";
import { type ExportedState, resourcesIn } from "../../../../commands/recover/state";
import { a, dependent, integrityOf, made, old, provider, shape, stack, stateOf, urnOf } from "./states";

describe("recover: what was being created, and exists,", () => {
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

    it("keeps everything else in the state, and has a refresh read its outputs", () => {
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
