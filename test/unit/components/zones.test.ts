import assert from "node:assert/strict";
import { runStack } from "../../harness";
import { clustersThere, zonesThere } from "../../mocks";
import { problemsOf } from "../../refusals";

describe("the zones of a network that is made", () => {
    const inVirginia = (...letters: string[]) => ({
        "aws:region": "us-east-1",
        "network.zones": letters.map((letter) => `us-east-1${letter}`),
    });
    beforeEach(() => {
        for (const [index, letter] of [..."abcdef"].entries())
            zonesThere.set(`us-east-1${letter}`, `use1-az${index + 1}`);
    });
    afterEach(() => {
        zonesThere.clear();
        clustersThere.clear();
    });

    it("are refused if EKS is not in one of them, by the account's own letters, before anything is created", async () => {
        const [problem, ...others] = await problemsOf("eks", inVirginia("a", "c"));
        assert.deepEqual([problem?.key, problem?.value, others], ["network.zones", ["us-east-1c"], []]);
        assert.match(problem?.reason ?? "", /^use1-az3 in this account, where EKS cannot place a control plane/);
        assert.match(problem?.fix ?? "", /of us-east-1a, us-east-1b, us-east-1d, us-east-1e, us-east-1f$/);
        await runStack("eks", inVirginia("a", "e"));
    });

    it("are refused if the account doesn't have one of them", async () => {
        zonesThere.delete("us-east-1b");
        const [problem, ...others] = await problemsOf("eks", inVirginia("a", "b"));
        assert.deepEqual([problem?.key, problem?.value, others], ["network.zones", ["us-east-1b"], []]);
        assert.match(problem?.reason ?? "", /not among the zones that this account has in us-east-1/);
    });

    it("pass if it is unknown, and if the cluster exists", async () => {
        zonesThere.clear();
        await runStack("eks", inVirginia("a", "c"));
        zonesThere.set("us-east-1a", "use1-az1");
        clustersThere.set("confluent", { version: "1.35", tags: {} });
        await runStack("eks", inVirginia("a", "c"));
    });
});
