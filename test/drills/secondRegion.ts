import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { until } from "../../base/until";
import { workloadNamespace } from "../../commands/demo/workload";
import type { Report } from "../../commands/failover/shape";
import { pathOf } from "../drRegions";
import { checkShape } from "../shape";
import { becomesLive } from "./commits";
import type { DrillStage } from "./drillStage";
import { linkKind, type Region, Regions } from "./regions";

/**
 * By what the command prints as a process, there and back. Real: both API servers and Git, and for the standby the engine, the program and
 * Argo CD. Played: the operators, the primary's Argo CD, and both Kafkas, with their links and messages (rehearsal/standIns/kafka). Not
 * played: producers, consumers and schemas.
 */
export const secondRegion = (regions: Regions, stage: () => DrillStage): void => {
    let primary: Region;
    let standby: Region;
    let on: DrillStage;
    let began: string;
    let promote = { patch: "", message: "" };
    before(async function () {
        this.timeout(20 * 60_000);
        on = stage();
        ({ primary, standby } = await regions.start(on));
        began = await on.gitOps.repository.head();
    });
    after(() => regions.close());

    const back = ["--back", "dr-primary"];

    const report = async (at: Region, ...words: string[]): Promise<Report> => {
        const { status, stdout, stderr } = await regions.failover(at, "--json", ...words);
        const found = status === 1 ? assert.fail(stderr) : checkShape<Report>("failover", stdout);
        assert.equal(status, found.isDone ? 0 : 3);
        return found;
    };

    /** The step that is next, which has to be this one. */
    const next = async (name: string, at: Region, ...words: string[]) => {
        const found = await report(at, ...words);
        const step = found.steps.find(({ state }) => state === "next");
        assert.equal(step?.name, name, found.says);
        return {
            ...step,
            patch: step?.patch ?? "",
            message: step?.message ?? "",
            byHand: step?.byHand.join("\n") ?? "",
        };
    };

    /** Whether it says to wait, and for what. */
    const waits = async (says: RegExp, at: Region, ...words: string[]) => {
        const found = await report(at, ...words);
        assert.match(found.says, says);
        assert.ok(found.isWaiting);
        return found;
    };

    const linkOf = async ({ api }: Region) => (await api.list(linkKind, workloadNamespace))[0];
    const statesIn = async (region: Region) => {
        const { mirrorTopics = {} } = ((await linkOf(region))?.status ?? {}) as {
            mirrorTopics?: Record<string, { status: string }>;
        };
        return Object.entries(mirrorTopics)
            .map(([topic, { status }]) => `${topic} ${status}`)
            .sort()
            .join(", ");
    };
    const mirrorsAre = (region: Region, wanted: string) =>
        until(`mirrors of ${region.name} are ${wanted}`, async () => (await statesIn(region)) === wanted, {
            seen: () => statesIn(region),
        });

    it("does not take over while mirrors lag, and says how many messages would be lost", async () => {
        await mirrorsAre(standby, "orders ACTIVE");
        standby.kafka.fetches = false;
        primary.kafka.produce("orders", "order 3", "order 4", "order 5");
        const refused = await regions.failover(standby);
        assert.equal(refused.status, 1, refused.stdout);
        assert.match(refused.stderr, /^1 of 1 mirror topics are not up to date/);
        assert.match(refused.stderr, /^ {2}orders: ACTIVE, 3 messages behind$/m);
        assert.match((await next("release", standby, "--lose")).patch, /state: FAILOVER/);
        standby.kafka.fetches = true;
        promote = await next("release", standby);
        assert.match(promote.patch, /state: PROMOTE/);
    });

    it("takes over by itself where the primary goes away while it is promoted, and lacks what was not mirrored", async () => {
        primary.kafka.produce("users", "user 1");
        await mirrorsAre(standby, "orders ACTIVE, users ACTIVE");
        standby.kafka.fetches = false;
        primary.kafka.produce("orders", "order 6");
        await regions.losesPrimary();
        standby.kafka.hasNoticed = true;

        await regions.commit(promote);
        await mirrorsAre(standby, "orders PENDING_STOPPED, users SOURCE_UNAVAILABLE");
        const refused = await regions.failover(standby);
        assert.equal(refused.status, 1, refused.stdout);
        assert.match(
            refused.stderr,
            /^ {2}users: SOURCE_UNAVAILABLE, 0 messages behind when its source was last reached/m,
        );

        const lose = await next("release", standby, "--lose");
        await regions.commit(lose);
        await mirrorsAre(standby, "orders STOPPED, users STOPPED");
        const { isDone, says } = await report(standby);
        assert.deepEqual([isDone, says], [true, "Every mirrored topic takes writes here."]);
        await becomesLive(on, await on.gitOps.repository.head());
        standby.kafka.produce("orders", "order 7");
        const all = ["order 1", "order 2", "order 3", "order 4", "order 5", "order 7"];
        assert.deepEqual(standby.kafka.messagesOf("orders"), all);
    });

    it("gives back to the primary all that was written meanwhile, and mirrors it again", async () => {
        await regions.primaryReturns();
        standby.kafka.fetches = true;
        const reverse = await next("reverse", primary, ...back);
        assert.match(reverse.byHand, /On dr-primary, save what you need of orders, users, then delete these topics/);
        const saved = primary.kafka.messagesOf("orders") ?? [];
        for (const topic of ["orders", "users"]) primary.kafka.topics.delete(topic);
        primary.kafka.fetches = false;
        assert.match(reverse.byHand, /create the Secrets of the link on dr-primary/);
        await regions.commit(reverse, () => regions.makeSecretsOfPrimary());
        await mirrorsAre(primary, "orders ACTIVE, users ACTIVE");
        await until("the standby's link is gone", async () => (await linkOf(standby)) === undefined);

        const { mirrors } = await waits(/fetches what was written on the standby/, primary, ...back);
        assert.deepEqual(mirrors.find(({ topic }) => topic === "orders")?.messagesBehind, 6);
        primary.kafka.fetches = true;
        const release = await next("release", primary, ...back);
        assert.match(release.patch, /state: PROMOTE/);
        await regions.commit(release);
        await mirrorsAre(primary, "orders STOPPED, users STOPPED");

        const swap = await next("swap", primary, ...back);
        for (const topic of ["orders", "users"]) standby.kafka.topics.delete(topic);
        await regions.commit(swap);
        await until("the primary's link is gone", async () => (await linkOf(primary)) === undefined);
        await mirrorsAre(standby, "orders ACTIVE, users ACTIVE");
        const { isDone, says } = await report(primary, ...back);
        assert.deepEqual(
            [isDone, says],
            [true, "The primary has the topics, and the standby mirrors them. Nothing is left to do."],
        );

        primary.kafka.produce("orders", "order 8");
        const all = ["order 1", "order 2", "order 3", "order 4", "order 5", "order 7", "order 8"];
        assert.deepEqual(primary.kafka.messagesOf("orders"), all);
        await until("the standby has all of it", () => standby.kafka.messagesOf("orders")?.length === all.length);
        assert.deepEqual(standby.kafka.messagesOf("orders"), all);
        assert.deepEqual(
            saved.filter((message) => !all.includes(message)),
            ["order 6"],
            "only what was saved is missing",
        );
        await becomesLive(on, await on.gitOps.repository.head());
        const changed = execFileSync("git", ["diff", "--name-only", began], { cwd: on.gitOps.repository.folder });
        assert.deepEqual(changed.toString().split("\n"), [`${pathOf("dr-primary")}/link/cluster-link.yaml`, ""]);
    });
};
