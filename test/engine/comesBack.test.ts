import assert from "node:assert/strict";
import { collector } from "../../rehearsal/engine/collect";
import { openTestStack, run, type TestStack } from "./stack";
import type { DeploymentState } from "./state";

describe("a stack that comes back under the name of one that was destroyed", () => {
    let test: TestStack;
    before(
        async () =>
            (test = await openTestStack({ stack: "eks", overrides: { "mirrors.charts": "test/fixtures/charts" } })),
    );
    after(() => test?.close());

    it("takes over the control plane's log group, which EKS has brought back, and keeps its logs for 30 days", async () => {
        await run(test.stack, "up");
        await run(test.stack, "destroy");
        const { preview, onEvent } = collector();
        await test.stack.preview({ onEvent });
        const shown = preview.resources.filter(({ urn }) => urn.endsWith("::cluster-logs"));
        assert.deepEqual(
            shown.map(({ op, inputs }) => [op, inputs.retentionInDays]),
            [["import", 30]],
        );
        const done = await run(test.stack, "up");
        assert.deepEqual(
            done.filter(({ name }) => name === "cluster-logs").map(({ op }) => op),
            ["import", "update"],
        );
        assert.equal(await days(), 30);
        assert.deepEqual(await run(test.stack, "up"), [], "a further up changes nothing");
    });

    async function days(): Promise<unknown> {
        const { deployment } = (await test.stack.exportStack()) as { deployment: DeploymentState };
        const group = (deployment.resources ?? []).find(({ urn }) => urn.endsWith("::cluster-logs"));
        return (group as { outputs?: Record<string, unknown> } | undefined)?.outputs?.retentionInDays;
    }
});
