import assert from "node:assert/strict";
import { answerTo } from "../../../commandLine";

describe("npx confluent-gitops export", () => {
    for (const [what, words, says] of [
        ["no API", [], /Name at least one API to read: --kafka-rest/],
        ["an address without a scheme", ["--connect", "localhost:8083"], /--connect takes an address such as/],
        ["a password in an address", ["--connect", "http://bob:hunter2@localhost"], /without a user and password/],
        ["a certificate without its key", ["--connect", "https://a", "--client-certificate", "c"], /belong together/],
        [
            "a file that is not there",
            ["--connect", "https://a", "--certificate-authority", "/nowhere"],
            /--certificate-authority \/nowhere cannot be read/,
        ],
    ] as const) {
        it(`refuses ${what}`, async () => {
            const { status, stderr } = await answerTo(["export", ...words]);
            assert.equal(status, 2);
            assert.match(stderr, says);
            assert.doesNotMatch(stderr, /hunter2/);
        });
    }

    it("says which request failed, and how to get there", async () => {
        const { status, stderr } = await answerTo(["export", "--connect", "http://127.0.0.1:1"]);
        assert.equal(status, 1);
        assert.match(stderr, /GET http:\/\/127\.0\.0\.1:1\/connectors\?\S+ failed: .*port-forward/);
    });
});
