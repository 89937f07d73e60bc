import assert from "node:assert/strict";
import type { Live } from "../../../../commands/failover/cluster";
import type { Lag } from "../../../../commands/failover/lags";
import { mirrorsOf } from "../../../../commands/failover/mirrors";
import { positionOf } from "../../../../commands/failover/position";
import { UsageError } from "../../../../base/error";
import { lag, link, live, Regions } from "./world";

describe("npx confluent-gitops failover: where the standby stands", () => {
    const regions = new Regions();
    after(regions.remove);

    const at = (found: Live, lags?: Record<string, Lag>, lose = false) => {
        const [one] = found.links;
        const mirrors = one ? mirrorsOf(one, lags && new Map(Object.entries(lags))) : [];
        return positionOf(regions.standby, found, mirrors, { lose, isMeasured: lags !== undefined });
    };
    const refuses = (says: RegExp, ...given: Parameters<typeof at>) =>
        assert.throws(
            () => at(...given),
            (error) => error instanceof UsageError && says.test(error.message),
        );
    const active = live("dr-standby", link({ orders: "ACTIVE", users: "ACTIVE" }));

    it("continues with PROMOTE if nothing is missing", () => {
        const { next, state, isWaiting } = at(active, { orders: lag(0), users: lag(0) });
        assert.deepEqual({ next, state, isWaiting }, { next: "release", state: "PROMOTE", isWaiting: false });
    });

    it("stays with PROMOTE if nothing would be lost, whether a loss is allowed or not", () =>
        assert.equal(at(active, { orders: lag(0), users: lag(0) }, true).state, "PROMOTE"));

    it("is refused while one mirror is behind, with what would be lost in messages and in time", () => {
        const lags = { orders: lag(0), users: lag(120) };
        refuses(/^1 of 2 mirror topics are not up to date/, active, lags);
        refuses(/^ {2}users: ACTIVE, 120 messages behind$/m, active, lags);
        refuses(
            /--topic users --partition 2 --offset 499 --max-messages 1 --property print\.timestamp=true$/m,
            active,
            lags,
        );
        refuses(/stop its producers.*\n.*--stack dr-standby --lose/, active, lags);
    });

    it("is refused without a source even if nothing was missing when it was last reached", () => {
        const gone = live("dr-standby", link({ orders: "SOURCE_UNAVAILABLE" }));
        refuses(/0 messages behind when its source was last reached, and all that was written since/, gone, {
            orders: lag(0, "SOURCE_UNAVAILABLE"),
        });
    });

    for (const status of ["PAUSED", "LINK_FAILED", "FAILED", "PENDING_MIRROR"]) {
        it(`is refused for a mirror that is ${status}, which fetches nothing`, () =>
            refuses(/would be lost/, active, { orders: lag(0), users: lag(0, status) }));
    }

    it("continues with FAILOVER if messages may be lost", () => {
        const { next, state } = at(active, { orders: lag(0), users: lag(120) }, true);
        assert.deepEqual({ next, state }, { next: "release", state: "FAILOVER" });
    });

    it("says how to ask Kafka if nobody has, and continues if messages may be lost", () => {
        refuses(/--kafka-rest.*\n {2}kubectl -n confluent port-forward service\/kafka 8090:8090/, active);
        assert.equal(at(active, undefined, true).state, "FAILOVER");
    });

    it("knows of mirrors that are in Kafka alone, as the link makes them by itself", () => {
        refuses(/^ {2}late: ACTIVE, 1 message behind$/m, active, { orders: lag(0), users: lag(0), late: lag(1) });
        assert.deepEqual(
            at(active, { orders: lag(0), users: lag(0), late: lag(0) }).mirrors.map(({ topic }) => topic),
            ["late", "orders", "users"],
        );
    });

    it("reads states in lower case, too", () =>
        assert.equal(at(live("dr-standby", link({ orders: "stopped" }))).next, "clients"));

    it("has taken over once every topic is STOPPED, and no sooner", () => {
        assert.equal(at(live("dr-standby", link({ orders: "STOPPED", users: "STOPPED" }))).next, "clients");
        refuses(/users: ACTIVE/, live("dr-standby", link({ orders: "STOPPED", users: "ACTIVE" })), { users: lag(3) });
    });

    it("is refused if there is nothing to take over with", () => {
        refuses(/the cluster has none: sync it first/, live("dr-standby"));
        refuses(/mirrors no topic/, live("dr-standby", link({})));
        refuses(/2 ClusterLinks/, live("dr-standby", link({ a: "ACTIVE" }), link({ b: "ACTIVE" })));
        refuses(/no Application/, { application: undefined, links: [] });
        assert.throws(
            () => positionOf(regions.primary, live("dr-primary"), [], { lose: false, isMeasured: false }),
            /has no ClusterLink/,
        );
    });

    it("is refused on the cluster of another stack", () =>
        refuses(
            /follows gitops\/platform\/overlays\/dr-primary, and stack dr-standby/,
            live("dr-primary", link({ a: "ACTIVE" })),
            {
                a: lag(0),
            },
        ));
});
