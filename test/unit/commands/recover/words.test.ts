import assert from "node:assert/strict";
import {
    type ExportedState,
    type PendingOperation,
    pendingIn,
    type StateResource,
} from "../../../../commands/recover/state";
import { meaningOf, resultOf } from "../../../../commands/recover/words";
import { a, made, old, stateOf, urnOf } from "./states";

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
            /It was meant to replace old\/a\. .*otherwise, the old one stays/,
            "a: the state still has old/a, not new/a",
        ],
        [
            "whose old one is deleted first",
            operation(a("new")),
            stateOf([{ ...old, pendingReplacement: true }]),
            /It was meant to replace old\/a, which is deleted/,
            "a: doesn't exist: the next up creates it, if the program still has it",
        ],
        [
            "that a later up has done",
            operation(a("new")),
            stateOf([made("a", "new")]),
            /The state already has it, as new\/a/,
            "a: in the state, as it is now",
        ],
        [
            "whose old one is still to be deleted",
            operation({ ...old, delete: true }, "deleting"),
            stateOf([made("a", "new"), { ...old, delete: true }]),
            /removed from the state/,
            "a: old/a still exists; the next up deletes it",
        ],
        [
            "whose old one is deleted",
            operation({ ...old, delete: true }, "deleting"),
            stateOf([made("a", "new")]),
            /removed from the state/,
            "a: gone, and no longer in the state",
        ],
        [
            "of something that cannot be looked for",
            operation(vpc()),
            stateOf([vpc("vpc-1")]),
            /delete it or import it .* The state keeps vpc-1, which it was meant to replace/,
            "v: the state still has vpc-1, not the new one",
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
