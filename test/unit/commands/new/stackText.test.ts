import assert from "node:assert/strict";
import { withFirst } from "../../../../commands/new/stackText";

const group = "confluent-gitops:cluster";

describe("the first line of a group in a stack file", () => {
    for (const [what, before, after] of [
        [
            "as a block",
            `config:\n  ${group}:\n    # Which one.\n    source: eks\n`,
            `config:\n  ${group}:\n    # Which one.\n    name: two\n    source: eks\n`,
        ],
        ["in one line", `config:\n  ${group}: { source: eks }\n`, `config:\n  ${group}: { name: two, source: eks }\n`],
        ["that is empty", `config:\n  ${group}: {}\n`, `config:\n  ${group}: { name: two }\n`],
        ["that isn't there", "config: # all\n  a: b\n", `config: # all\n  ${group}:\n    name: two\n  a: b\n`],
    ] as const) {
        it(`is added, ${what}`, () => {
            assert.equal(withFirst(before, ["config", group], "name: two"), after);
        });
    }
});
