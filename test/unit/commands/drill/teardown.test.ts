import assert from "node:assert/strict";
import { outOfOrder } from "../../../drills/teardown";

const right = [
    ...["Connector asked to go", "Connector gone", "KafkaTopic gone", "KafkaTopic gone", "Connect asked to go"],
    ...["ConfluentRolebinding gone", "ConfluentRolebinding gone", "Connect gone", "Kafka asked to go", "Kafka gone"],
];
/** The same, with the one that is last of its name somewhere else. */
const moved = (what: string, to: number) => {
    const order = [...right];
    order.splice(order.lastIndexOf(what), 1);
    order.splice(to, 0, what);
    return order;
};

describe("the drill's order of a teardown", () => {
    it("is one where contents go first, and role bindings with their component", () =>
        assert.deepEqual(outOfOrder(right), []));

    for (const [what, order] of [
        ["a role binding that the sweeper took", moved("ConfluentRolebinding gone", 0)],
        ["a role binding that outlives Kafka", moved("ConfluentRolebinding gone", 9)],
        ["a topic that outlives Kafka", moved("KafkaTopic gone", 9)],
        ["a Kafka that goes before Connect", moved("Kafka asked to go", 3)],
        ["role bindings that were never seen", right.filter((one) => !one.startsWith("ConfluentRolebinding"))],
        ["a Connect that was never asked", right.filter((one) => one !== "Connect asked to go")],
        ["nothing", []],
    ] as const) {
        it(`is not that of ${what}`, () => assert.notDeepEqual(outOfOrder(order), []));
    }
});
