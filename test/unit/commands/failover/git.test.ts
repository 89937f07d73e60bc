import assert from "node:assert/strict";
import { mirrorsOf } from "../../../../commands/failover/mirrors";
import type { Sides } from "../../../../commands/failover/names";
import { plan } from "../../../../commands/failover/plan";
import { type Position, positionOf } from "../../../../commands/failover/position";
import { positionBack } from "../../../../commands/failover/positionBack";
import { render } from "../../../../commands/failover/render";
import { readOverlay } from "../../../../config/workload/overlay";
import { at } from "../../../../config/workload/security/nodes";
import type { KubernetesObject } from "../../../../kubernetes";
import { patchOf } from "../../../../commands/upgrade/operator/edits";
import { pathOf, type RegionName, regionNames } from "../../../drRegions";
import { lag, link, live, Regions } from "./world";

const topics = { orders: "ACTIVE", users: "ACTIVE" };
const caughtUp = new Map([
    ["orders", lag(0)],
    ["users", lag(0)],
]);

describe("what npx confluent-gitops failover commits", () => {
    let regions: Regions;
    beforeEach(() => (regions = new Regions()));
    afterEach(() => regions.remove());

    const wish = { lose: false, isMeasured: true };
    const there = (found: KubernetesObject, lags = caughtUp, lose = false) =>
        positionOf(regions.standby, live("dr-standby", found), mirrorsOf(found, lags), { ...wish, lose });
    const backOn = (found?: KubernetesObject, lags = caughtUp, more = {}) =>
        positionBack(regions, live("dr-primary", ...(found ? [found] : [])), found ? mirrorsOf(found, lags) : [], {
            ...wish,
            ...more,
        });
    const sidesThere = (): Sides => ({ taking: regions.standby, giving: undefined });
    const sidesBack = (): Sides => ({ taking: regions.primary, giving: regions.standby });

    /** Applies what the next step commits, by Git itself, and checks that there is something. */
    const commit = async (sides: Sides, position: Position) => {
        const step = plan(sides, position).find(({ state }) => state === "next");
        assert.ok(step && step.edits.length > 0, position.says);
        regions.apply(await patchOf(step.edits));
        return step;
    };
    const linkIn = (stack: RegionName) =>
        readOverlay(regions.folder, pathOf(stack)).resources.find(({ kind }) => kind === "ClusterLink")?.object;
    const statesIn = (stack: RegionName) => at(linkIn(stack) ?? {}, "spec.mirrorTopics");
    const automaticIn = (stack: RegionName) =>
        at(linkIn(stack) ?? {}, "spec.mirrorTopicOptions.autoCreateTopics.enabled");

    for (const [lose, behind, state] of [
        [false, 0, "PROMOTE"],
        [true, 120, "FAILOVER"],
    ] as const) {
        it(`tells the link of each topic's ${state}, those that it made by itself too, and to make no more`, async () => {
            const lags = new Map([...caughtUp, ["late", lag(behind)]]);
            await commit(sidesThere(), there(link(topics), lags, lose));
            assert.deepEqual(
                statesIn("dr-standby"),
                ["late", "orders", "users"].map((name) => ({ name, state })),
            );
            assert.equal(automaticIn("dr-standby"), false);
            assert.equal(at(linkIn("dr-standby") ?? {}, "spec.sourceKafkaCluster.tls.enabled"), true, "the rest stays");
            const waiting = there(link(topics), lags);
            assert.deepEqual([waiting.next, waiting.isWaiting], ["stop", true]);
            assert.match(waiting.says, /Argo CD has not synced that yet/);
            const told = link(topics, { late: state, orders: state, users: state });
            assert.match(there(told, lags).says, /3 of 3 topics do not take writes yet/);
        });
    }

    it("goes from PROMOTE to FAILOVER if the source has failed meanwhile, and leaves alone what has stopped", async () => {
        await commit(sidesThere(), there(link(topics)));
        const waiting = link({ orders: "STOPPED", users: "PENDING_STOPPED" });
        const none = new Map<string, ReturnType<typeof lag>>();
        assert.equal(there(waiting, none).next, "stop");
        assert.match(there(waiting, none).says, /if that is gone, run this with --lose/);
        await commit(sidesThere(), there(waiting, none, true));
        assert.deepEqual(statesIn("dr-standby"), [
            { name: "orders", state: "PROMOTE" },
            { name: "users", state: "FAILOVER" },
        ]);
        assert.equal(there(waiting, none, true).next, "stop", "FAILOVER asks nobody");
    });

    it("keeps what else the overlay says of a topic, and its comments", async () => {
        const file = `${pathOf("dr-standby")}/link/cluster-link.yaml`;
        const before = regions.read(file);
        const own = "mirrorTopics:\n    - name: orders\n      replicationFactor: 2\n";
        regions.write(file, before.replace("mirrorTopics: []\n", own));
        await commit(sidesThere(), there(link(topics)));
        assert.deepEqual(statesIn("dr-standby"), [
            { name: "orders", replicationFactor: 2, state: "PROMOTE" },
            { name: "users", state: "PROMOTE" },
        ]);
        for (const comment of before.match(/# .*/g) ?? []) assert.ok(regions.read(file).includes(comment), comment);
    });

    it("says what to do by hand if an overlay has no file of its own for its link", () => {
        const facts = regions.standby;
        const position = there(link(topics));
        const [step] = plan(
            { taking: { ...facts, path: "gitops/platform/overlays/dr-primary" }, giving: undefined },
            position,
        );
        assert.deepEqual(step?.edits, []);
        assert.match(step?.byHand.join("\n") ?? "", /Set state: PROMOTE for orders, users in spec\.mirrorTopics/);
    });

    it("goes all the way back, until both overlays are to the letter what they were", async () => {
        const files = regionNames.flatMap((stack) =>
            ["kustomization.yaml", "link/cluster-link.yaml"].map((file) => `${pathOf(stack)}/${file}`),
        );
        const before = files.map(regions.read);
        assert.equal(backOn().next, undefined, "nothing to go back from");
        await commit(sidesThere(), there(link(topics), caughtUp));

        assert.equal(backOn().next, "reverse");
        const reverse = await commit(sidesBack(), backOn());
        assert.match(
            reverse.byHand.join("\n"),
            /On dr-primary, save what you need of orders, users, then delete these topics/,
        );
        assert.equal(linkIn("dr-standby"), undefined);
        const source = "spec.sourceKafkaCluster.bootstrapEndpoint";
        assert.equal(at(linkIn("dr-primary") ?? {}, source), "kafka.standby.example.com:9092");

        assert.deepEqual([backOn().next, backOn().isWaiting], ["mirror", true], "not synced yet");
        const behind = backOn(link(topics), new Map([...caughtUp, ["users", lag(7)]]));
        assert.deepEqual([behind.next, behind.isWaiting], ["mirror", true]);
        assert.throws(() => backOn(link(topics), new Map(), { isMeasured: false }), /give the REST API/);
        assert.throws(
            () => backOn(link(topics), new Map([...caughtUp, ["users", lag(7, "SOURCE_UNAVAILABLE")]])),
            /would be lost/,
        );

        const few = link({ orders: "ACTIVE" });
        const early = backOn(few, new Map([["orders", lag(0)]]));
        assert.deepEqual([early.next, early.isWaiting], ["mirror", true], "a topic without a mirror would be lost");
        assert.match(early.says, /no mirror of users yet/);
        assert.equal(backOn(link(topics)).next, "release");
        await commit(sidesBack(), backOn(link(topics)));
        assert.deepEqual([backOn(link(topics)).next, backOn(link(topics)).isWaiting], ["stop", true]);

        const stopped = link({ orders: "STOPPED", users: "STOPPED" });
        const swap = await commit(sidesBack(), backOn(stopped, new Map()));
        assert.equal(swap.name, "swap");
        assert.match(swap.byHand.join("\n"), /delete on dr-standby orders, users/);
        assert.deepEqual(
            [backOn(stopped, new Map()).next, backOn(stopped, new Map()).isWaiting],
            ["swap", true],
            "until its link is gone",
        );
        assert.equal(backOn().next, undefined);
        const left = `${pathOf("dr-primary")}/link/cluster-link.yaml`;
        for (const [index, file] of files.entries())
            if (file !== left) assert.equal(regions.read(file), before[index], file);
        assert.equal(linkIn("dr-primary"), undefined);
    });

    it("is refused on the way back if Git would create a topic before its mirror", async () => {
        await commit(sidesThere(), there(link(topics)));
        const file = `${pathOf("dr-primary")}/kustomization.yaml`;
        regions.write(file, regions.read(file).replace("resources:\n", "resources:\n  - topic.yaml\n"));
        const topic =
            "apiVersion: platform.confluent.io/v1beta1\nkind: KafkaTopic\nmetadata: { name: orders }\nspec: { partitionCount: 1 }\n";
        regions.write(`${pathOf("dr-primary")}/topic.yaml`, topic);
        assert.throws(() => backOn(), /dr-primary has a KafkaTopic for orders/);
    });

    it("is refused while each would mirror the other, or neither does", () => {
        const of = (stack: RegionName) => `${pathOf(stack)}/kustomization.yaml`;
        const without = regions.read(of("dr-standby")).replace("  - link\n", "");
        const withOne = regions.read(of("dr-primary")).replace("components:\n", "components:\n  - link\n");
        regions.write(of("dr-primary"), withOne);
        assert.throws(() => backOn(), /both have a ClusterLink/);
        regions.write(of("dr-primary"), withOne.replace("  - link\n", ""));
        regions.write(of("dr-standby"), without);
        assert.throws(() => backOn(), /Neither .*has a ClusterLink/);
    });

    it("prints each mirror, the next step in full, and no command while it says wait", async () => {
        const position = there(link(topics), new Map([...caughtUp, ["users", lag(1)]]), true);
        const text = await render(sidesThere(), position, plan(sidesThere(), position));
        assert.match(text, /^Failover: dr-standby takes over, gitops\/platform\/overlays\/dr-standby\n/);
        assert.match(text, /^ {2}users: ACTIVE, 1 message behind$/m);
        assert.match(text, /^\+ +state: FAILOVER$/m);
        assert.match(text, /\n3\. Point clients here\n$/);
        await commit(sidesThere(), position);
        const waiting = there(link(topics), caughtUp);
        const later = await render(sidesThere(), waiting, plan(sidesThere(), waiting));
        assert.match(later, /Do nothing now but wait/);
        assert.doesNotMatch(later, /git apply/);
    });
});
