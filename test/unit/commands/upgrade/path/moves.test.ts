import assert from "node:assert/strict";
import fc from "fast-check";
import { goalOf, type Wish } from "../../../../../commands/upgrade/path/goal";
import { type Move, pathOf } from "../../../../../commands/upgrade/path/moves";
import { cfkVersions, compareMinor, eksVersionNames } from "../../../../../config/support";
import { conflictsOf, legacy, type Versions } from "../../../../../config/together";
import { compareVersions } from "../../../../../tools/version";

/** What is in the checkout, and nothing that a table forbids. */
const newest: Versions = {
    operator: "3.4.0",
    platform: "8.3.2",
    coordination: "KRaft",
    controlCenter: "2.6.1",
    kubernetes: "1.36",
    argoCd: "10.4.1",
    addons: {},
};
const wish = { platform: undefined, addons: { "cert-manager": "v1.21.2", "trust-manager": "v0.25.0" } };

const platforms = [
    "7.4.3",
    "7.5.15",
    "7.6.0",
    "7.6.9",
    "7.7.13",
    "7.8.1",
    "7.9.0",
    "7.9.11",
    "8.0.4",
    "8.1.1",
    "8.2.1",
    "8.3.0",
    "8.4.0",
];
const start: fc.Arbitrary<Versions> = fc.record({
    operator: fc.constantFrom(...cfkVersions),
    platform: fc.constantFrom(...platforms),
    coordination: fc.constantFrom("ZooKeeper" as const, "KRaft" as const),
    controlCenter: fc.constantFrom(undefined, legacy, "2.0.0", "2.1.0", "2.2.0", "2.4.0", "2.5.0", "2.6.1"),
    kubernetes: fc.constantFrom(undefined, ...eksVersionNames),
    argoCd: fc.constantFrom(undefined, "8.5.0", "9.5.11", "9.5.14", "10.1.4", "10.4.1", "10.9.3"),
    addons: fc.constantFrom<Record<string, string>>(
        {},
        { "cert-manager": "v1.20.0" },
        { "cert-manager": "v1.21.2", "trust-manager": "v0.24.0" },
    ),
});
const supported = start.filter((versions) => conflictsOf(versions).length === 0);

/** Each move in a line, such as `platform 8.3.2`. */
const lines = (moves: readonly Move[]): string[] => moves.map(({ kind, chart, to }) => `${chart || kind} ${to}`);
const path = (from: Partial<Versions>, to: Wish = wish): string[] => {
    const goal = goalOf({ ...newest, ...from }, to);
    assert.ok("moves" in goal, JSON.stringify(goal));
    return lines(goal.moves);
};

describe("The path of an upgrade", () => {
    it("leads from any supported start through supported versions alone, and ends", () => {
        let walked = 0;
        fc.assert(
            fc.property(supported, (versions) => {
                const goal = goalOf(versions, wish);
                // Where nothing newer goes with what there is, there is nothing to do: never no answer.
                assert.ok("moves" in goal, JSON.stringify(versions));
                let now = versions;
                for (const move of goal.moves) {
                    assert.deepEqual(conflictsOf(move.after), [], lines(goal.moves).join(", "));
                    assert.ok(isOneStep(now, move), JSON.stringify(move));
                    now = move.after;
                }
                assert.deepEqual(now, goal.versions);
                walked += goal.moves.length;
            }),
            { numRuns: 1000 },
        );
        assert.ok(walked > 1000, `${walked} moves are too few to say anything`);
    });

    /** One version changes, to a later one; Kubernetes by one minor version. */
    function isOneStep(now: Versions, { kind, after }: Move): boolean {
        const changed = (Object.keys(now) as (keyof Versions)[]).filter(
            (key) => JSON.stringify(now[key]) !== JSON.stringify(after[key]),
        );
        if (changed.length !== 1) return false;
        if (kind === "kubernetes") {
            const minor = (version = "") => Number(version.split(".")[1]);
            return minor(after.kubernetes) === minor(now.kubernetes) + 1;
        }
        if (kind === "operator") return compareVersions(after.operator, now.operator) > 0;
        if (kind !== "platform") return true;
        const crosses = compareMinor(now.platform, "8.0") < 0 && compareMinor(after.platform, "8.0") >= 0;
        return (
            compareVersions(after.platform, now.platform) > 0 && (!crosses || compareMinor(now.platform, "7.9") === 0)
        );
    }

    it("leads from 7.7 with ZooKeeper and the legacy Control Center through 7.9, Control Center and KRaft to 8", () =>
        assert.deepEqual(
            path({
                operator: "3.1.1",
                platform: "7.7.1",
                coordination: "ZooKeeper",
                controlCenter: legacy,
                kubernetes: "1.34",
                argoCd: "9.5.11",
            }),
            [
                "operator 3.4.0",
                "argoCd 10.4.1",
                "kubernetes 1.35",
                "kubernetes 1.36",
                "platform 7.9.11",
                "controlCenter 2.6.1",
                "kraft KRaft",
                "platform 8.3.2",
            ],
        ));

    it("upgrades the platform first if the newer operator doesn't run it, and Kubernetes if the newer Argo CD doesn't", () =>
        assert.deepEqual(path({ operator: "3.3.0", platform: "7.5.15", kubernetes: "1.32", argoCd: "9.5.14" }), [
            "kubernetes 1.33",
            "argoCd 10.4.1",
            "kubernetes 1.34",
            "kubernetes 1.35",
            "kubernetes 1.36",
            "platform 7.9.11",
            "operator 3.4.0",
            "platform 8.3.2",
        ]));

    it("upgrades Control Center before a platform that the earlier one doesn't monitor", () =>
        assert.deepEqual(path({ platform: "8.2.1", controlCenter: "2.5.0" }), [
            "controlCenter 2.6.1",
            "platform 8.3.2",
        ]));

    it("upgrades addons first, never downgrades them, and upgrades Kubernetes no further than they support", () => {
        assert.deepEqual(path({ addons: { "cert-manager": "v1.20.0", "trust-manager": "v0.26.0" } }), [
            "cert-manager v1.21.2",
        ]);
        assert.deepEqual(path({ kubernetes: "1.32", addons: { "cert-manager": "v1.20.0" } })[0], "kubernetes 1.33");
    });

    it("leads out of versions that don't go together", () => {
        const outOfRange = { kubernetes: "1.32", addons: { "cert-manager": "v1.21.2" } };
        assert.equal(conflictsOf({ ...newest, ...outOfRange }).length, 2);
        assert.deepEqual(path(outOfRange), [
            "kubernetes 1.33",
            "kubernetes 1.34",
            "kubernetes 1.35",
            "kubernetes 1.36",
        ]);
    });

    it("has nothing to do at the newest version, and leaves versions alone that are later than it knows", () => {
        assert.deepEqual(path({}), []);
        assert.deepEqual(path({ platform: "8.3.9", argoCd: "10.9.3" }), []);
    });

    it("says what prevents the requested version", () => {
        const goal = goalOf(newest, { ...wish, platform: "8.4.0" });
        assert.ok("inTheWay" in goal);
        assert.deepEqual(
            goal.inTheWay.map(({ reason }) => reason),
            ["Control Center 2.6.1 monitors Confluent Platform up to 8.3, not 8.4.0"],
        );
        assert.deepEqual(path({ controlCenter: undefined }, { ...wish, platform: "8.4.0" }), ["platform 8.4.0"]);
        assert.equal(pathOf(newest, { ...newest, platform: "9.0.0" }), undefined);
    });
});
