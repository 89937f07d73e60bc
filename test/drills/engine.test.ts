import assert from "node:assert/strict";
import { readApplication } from "../../kubernetes/application";
import { live, workloadNamespace } from "../../commands/demo/workload";
import { until } from "../../base/until";
import { enginePid, run } from "../engine/stack";
import { resizeKafka } from "./commits";
import { assertUntouched, changes } from "./compare";
import { interrupt, recovered, stateOf } from "./interrupt";
import { inventory } from "./inventory";
import { terminating } from "./rescue";
import { type DrillStage } from "./drillStage";
import { openDrillStage, type Snapshot } from "./stage";

const namespaceKind = { apiVersion: "v1", kind: "Namespace" };

/** An up that waits for the workload is long enough to be met by another one, or by a power cut. */
const overrides = { "gitops.waitForHealthy": true };

describe("Pulumi's engine", () => {
    let on: DrillStage;
    /** What is there before anything was deployed. */
    let empty: Snapshot;
    /** What is there where nothing was interrupted. */
    let whole: Snapshot;
    before(async function () {
        this.timeout(20 * 60_000);
        on = await openDrillStage({ overrides });
        empty = await inventory(on);
    });
    after(() => on?.close());

    /** Without an operator nobody says that the first component runs: the sync stands there, and whoever waits for it. */
    const waitsForFirst = () =>
        until("the sync waits for the controllers", async () =>
            /waiting for healthy state of .*KRaftController/.test(
                (await readApplication(on.api))?.status?.operationState?.message ?? "",
            ),
        );
    const isSelfHealing = async () => {
        const spec = (await readApplication(on.api))?.spec as { syncPolicy?: { automated?: { selfHeal?: boolean } } };
        return spec?.syncPolicy?.automated?.selfHeal;
    };
    const setSelfHeal = (value: boolean) =>
        on.stage.engine.stack.setConfig("gitops.selfHeal", { value: String(value) }, true);

    it("keeps a second up out while one is at work, says whose the lock is, and lets it through after that", async () => {
        const { stack } = on.stage.engine;
        const { operator, repository } = on.gitOps;
        await operator.stop();
        const first = run(stack, "up");
        // Where it fails while nobody waits for it yet, that is heard below.
        first.catch(() => undefined);
        try {
            await waitsForFirst();
            const [before, state] = [await inventory(on), await stateOf(on)];
            // The second one has something to do.
            await setSelfHeal(false);
            await assert.rejects(stack.up(), (error: Error) => {
                assert.match(error.message, /the stack is currently locked by 1 lock/);
                assert.match(error.message, new RegExp(`created by \\S+@\\S+ \\(pid ${enginePid()}\\) at `));
                return true;
            });
            assertUntouched(before, await inventory(on));
            assert.deepEqual(await stateOf(on), state);
        } finally {
            await operator.start();
            await first;
        }
        await live(on, await repository.head());
        assert.equal(await isSelfHealing(), true);
        assert.deepEqual(
            (await run(stack, "up")).map(({ op, name }) => [op, name]),
            [["update", "confluent-platform-application"]],
        );
        assert.equal(await isSelfHealing(), false);
        await setSelfHeal(true);
    });

    it("waits, in an update, for what the stack says now, and not for what it said before", async () => {
        const { stack } = on.stage.engine;
        const { operator, repository } = on.gitOps;
        const follow = (revision: string) => stack.setConfig("gitops.revision", { value: revision }, true);
        await follow(await repository.head());
        await stack.up();
        resizeKafka(on, "1601Mi");
        const revision = await repository.commit("More memory for Kafka, which nobody follows yet");
        await follow("main");
        // Nobody says that Kafka has it.
        await operator.stop();
        let hasEnded = false;
        const up = run(stack, "up").finally(() => (hasEnded = true));
        up.catch(() => undefined);
        try {
            await until("Kafka is asked for it", async () => {
                const { sync, health } = (await readApplication(on.api))?.status ?? {};
                return sync?.revision === revision && health?.status === "Progressing";
            });
            assert.equal(hasEnded, false, "the status of before was taken for an answer");
        } finally {
            await operator.start();
            await up;
        }
        const { sync, health } = (await readApplication(on.api))?.status ?? {};
        assert.deepEqual([sync?.revision, sync?.status, health?.status], [revision, "Synced", "Healthy"]);
    });

    it("is killed in a destroy: after a recover the next one leaves nothing behind", async () => {
        const { operator } = on.gitOps;
        await on.stage.engine.stack.up();
        whole = await inventory(on);
        await operator.stop();
        // Nobody takes the operator's finalizers off, so the Application waits for what it made.
        await interrupt(on, "destroy", () =>
            until("something is stuck", async () => Object.keys(await terminating(on)).length > 0),
        );
        const middle = await inventory(on);
        assert.ok(changes(whole, middle).some((line) => /^Application\S* deletionTimestamp: /.test(line)));
        assert.match(await recovered(on), /confluent-platform-application \(.*\): interrupted while deleting/);
        const { resources, pending_operations } = await stateOf(on);
        assert.ok(resources?.some(({ urn }) => urn.endsWith("::confluent-platform-application")));
        assert.deepEqual(pending_operations ?? [], []);

        await operator.start();
        await on.stage.engine.stack.destroy();
        assert.deepEqual((await stateOf(on)).resources ?? [], []);
        assertUntouched(empty, await inventory(on));
    });

    it("is killed twice in an up: after a recover the next one goes on, and makes nothing twice", async () => {
        const { stack } = on.stage.engine;
        const { operator, repository } = on.gitOps;
        await operator.stop();
        await interrupt(on, "up", () =>
            until("the first object is made", () => on.api.get(namespaceKind, undefined, workloadNamespace)),
        );
        const early = await inventory(on);
        await recovered(on);
        await interrupt(on, "up", waitsForFirst);
        const late = await inventory(on);
        assert.match(await recovered(on), /confluent-platform-application: in the state/);
        assertUntouched(late, await inventory(on));

        await operator.start();
        await run(stack, "up");
        await live(on, await repository.head());
        const now = await inventory(on);
        for (const before of [empty, early, late]) assert.deepEqual(replaced(before, now), []);
        assert.deepEqual(Object.keys(now).sort(), Object.keys(whole).sort());
        assert.deepEqual(await run(stack, "up"), [], "a further up changed something");
        assertUntouched(now, await inventory(on));
        assert.deepEqual((await stateOf(on)).pending_operations ?? [], []);
    });
});

/** What is gone, or was made anew. */
const replaced = (before: Snapshot, now: Snapshot): string[] =>
    changes(before, now).filter((line) => / uid: |: there -> -$/.test(line));
