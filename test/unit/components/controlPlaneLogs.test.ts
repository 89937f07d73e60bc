import assert from "node:assert/strict";
import { runStack } from "../../harness";
import { clustersThere, logGroupsThere } from "../../mocks";
import { problemsOf } from "../../refusals";

const name = "/aws/eks/confluent/cluster";
const logs = async () => (await runStack("eks")).named("cluster-logs");

describe("the control plane's log group", () => {
    afterEach(() => {
        logGroupsThere.clear();
        clustersThere.clear();
    });

    it("is created, for 30 days, under the name that EKS writes to", async () => {
        const { inputs, importId } = await logs();
        assert.deepEqual([inputs, importId], [{ name, retentionInDays: 30 }, ""]);
    });

    for (const days of [0, 14, 30]) {
        it(`is taken over if an earlier cluster has left it, with ${days || "no"} days`, async () => {
            logGroupsThere.set(name, { retentionInDays: days });
            const { inputs, importId } = await logs();
            assert.deepEqual([inputs.retentionInDays, importId], [30, name]);
        });
    }

    it("is created if another cluster's has a name that begins the same", async () => {
        logGroupsThere.set(`${name}-of-another`, { retentionInDays: 0 });
        assert.equal((await logs()).importId, "");
    });

    it("is the stack's own where its cluster runs", async () => {
        logGroupsThere.set(name, { retentionInDays: 365 });
        clustersThere.set("confluent", { version: "1.34", tags: {} });
        assert.equal((await logs()).importId, "");
    });

    for (const [why, group, says] of [
        ["keeps logs for longer", { retentionInDays: 365 }, /keeps its logs for 365 days/],
        [
            "has a key of its own",
            { retentionInDays: 0, kmsKeyId: "arn:aws:kms:key" },
            /encrypted with a key of its own/,
        ],
    ] as const) {
        it(`is refused if it ${why}, before anything is created`, async () => {
            logGroupsThere.set(name, group);
            const [problem, ...others] = await problemsOf("eks", {});
            assert.deepEqual([problem?.key, problem?.value, others], ["cluster.name", "confluent", []]);
            assert.match(problem?.reason ?? "", says);
            assert.match(problem?.fix ?? "", /--region eu-central-1 --log-group-name \/aws\/eks\/confluent\/cluster$/);
        });
    }
});
