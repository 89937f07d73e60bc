import assert from "node:assert/strict";
import { readApplication } from "../../kubernetes/application";
import { putIn, topic } from "../../commands/demo/contents";
import { until } from "../../base/until";
import { becomesLive, push, resizeKafka, says } from "./commits";
import { assertUntouched, changes } from "./compare";
import { type DrillStage } from "./drillStage";
import { openLiveStage, snapshot } from "./stage";

describe("Argo CD", () => {
    let on: DrillStage;
    before(async function () {
        this.timeout(20 * 60_000);
        on = await openLiveStage();
    });
    after(() => on?.close());

    it("goes on with a sync whose controller was killed in the middle of it, and does nothing twice", async () => {
        const { operator, repository, argoCd } = on.gitOps;
        const before = await snapshot(on);
        // Nobody says that Kafka runs, so the wave of the topic waits.
        await operator.stop();
        resizeKafka(on, "1601Mi");
        putIn(repository, topic("payments"));
        const revision = await push(on, "More memory for Kafka, and a topic");
        const startedAt = await until("the sync waits for Kafka", async () => {
            const { phase, message = "", startedAt } = (await readApplication(on.api))?.status?.operationState ?? {};
            return phase === "Running" && /waiting for healthy state of .*Kafka/.test(message) && startedAt;
        });
        const middle = await snapshot(on);
        assert.ok(!middle["KafkaTopic/payments"], "the sync was not in the middle");

        await argoCd.controller.kill();
        const said = argoCd.controller.log().length;
        await argoCd.controller.restart();
        await until("the new controller resumes the sync", () =>
            argoCd.controller.log().slice(said).includes("Resuming in-progress operation"),
        );
        assertUntouched(middle, await snapshot(on));

        await operator.start();
        const { status } = await becomesLive(on, revision);
        const deployed = status?.history?.at(-1);
        assert.deepEqual([deployed?.revision, deployed?.deployStartedAt], [revision, startedAt], "it is the same sync");
        const generation = before["Kafka/kafka"]?.generation ?? 0;
        assert.deepEqual(changes(before, await snapshot(on)), [
            `Kafka/kafka generation: ${generation} -> ${generation + 1}`,
            "Kafka/kafka spec.podTemplate.resources.limits.memory: 1536Mi -> 1601Mi",
            "KafkaTopic/payments: - -> there",
        ]);
    });

    it("leaves everything as it is while its repo server is away, says so, and goes on when it is back", async () => {
        const { repoServer } = on.gitOps.argoCd;
        const before = await snapshot(on);
        await repoServer.kill();
        resizeKafka(on, "1602Mi");
        const revision = await push(on, "A commit that nobody can render");
        const { type } = await says(on, /connection refused|connection error/);
        assert.equal(type, "ComparisonError");
        assertUntouched(before, await snapshot(on));

        await repoServer.restart();
        const { status } = await becomesLive(on, revision);
        assert.deepEqual(status?.conditions ?? [], []);
        assert.match(changes(before, await snapshot(on)).join("\n"), /^Kafka.*\nKafka.*memory: \S+ -> 1602Mi$/);
    });

    it("needs nothing of what its Redis held", async () => {
        const { redis } = on.gitOps.argoCd;
        const before = await snapshot(on);
        await redis.kill();
        await redis.restart();
        resizeKafka(on, "1603Mi");
        await becomesLive(on, await push(on, "A commit for an Argo CD that remembers nothing"));
        assert.match(changes(before, await snapshot(on)).join("\n"), /^Kafka.*\nKafka.*memory: \S+ -> 1603Mi$/);
    });
});
