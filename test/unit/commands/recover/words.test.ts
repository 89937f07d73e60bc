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
