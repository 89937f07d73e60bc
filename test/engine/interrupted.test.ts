import assert from "node:assert/strict";
import { killEngine, openTestStack, run, type TestStack } from "./stack";
import type { DeploymentState } from "./state";

/** Seconds for a second of AWS: long enough that the engine dies in the middle of the cluster, which takes 9 minutes. */
const timeScale = 0.01;

describe("an up of the eks stack whose engine is killed in the middle", () => {
    let test: TestStack;
    before(async () => {
        test = await openTestStack({
            stack: "eks",
            overrides: { "mirrors.charts": "test/fixtures/charts" },
            timeScale,
        });
    });
    after(() => test?.close());

    it("is in a known state, and the next up converges", async () => {
        let isKilled = false;
        const up = test.stack.up({
            onEvent: ({ resourcePreEvent }) => {
                if (isKilled || resourcePreEvent?.metadata.type !== "aws:eks/cluster:Cluster") return;
                isKilled = true;
                killEngine();
            },
        });
        await assert.rejects(up);
        assert.ok(isKilled, "the engine was killed while it made the cluster");

        // The dead engine's lock is still there: that is what a user meets, and `pulumi cancel` what takes it away.
        await assert.rejects(test.stack.up(), /locked/);
        await test.stack.cancel();
        await run(test.stack, "up");
        assert.deepEqual(await run(test.stack, "up"), [], "a further up changes nothing");

        // What the dead engine had begun stays noted until somebody says that it was looked at.
        await test.stack.refresh({ clearPendingCreates: true });
        const { deployment } = (await test.stack.exportStack()) as { deployment: DeploymentState };
        const urns = (deployment.resources ?? []).map(({ urn }) => urn);
        assert.equal(new Set(urns).size, urns.length, "nothing is there twice");
        assert.deepEqual(deployment.pending_operations ?? [], []);
        assert.ok(urns.some((urn) => urn.endsWith("::confluent-platform-application")));
    });
});
