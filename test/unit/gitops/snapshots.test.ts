import assert from "node:assert/strict";

const planned = () => import("../../../gitops/platform/components/snapshots/plan.mjs");
type Plan = Awaited<ReturnType<typeof planned>>;
type Snapshot = Parameters<Plan["outdated"]>[0][number];

const snapshot = (claim: string, day: number, more: { ready?: boolean; going?: boolean } = {}): Snapshot => {
    const time = `2026-11-${String(day).padStart(2, "0")}T02:17:00Z`;
    const going = more.going ? { deletionTimestamp: time } : {};
    return {
        metadata: { name: `${claim}-${day}`, creationTimestamp: time, uid: `${claim}${day}`, ...going },
        spec: { source: { persistentVolumeClaimName: claim } },
        status: { readyToUse: more.ready ?? true },
    };
};

describe("the snapshots of volumes", () => {
    let plan: Plan;
    before(async () => {
        plan = await planned();
    });
    const outdated = (keep: number, ...all: Snapshot[]) =>
        plan
            .outdated(all, keep)
            .map(({ metadata }) => metadata.name)
            .sort();

    it("are deleted if they are older than the last few of the same volume", () => {
        const all = [1, 2, 3, 4].flatMap((day) => [snapshot("data0-kafka-0", day), snapshot("data0-kafka-1", day)]);
        assert.deepEqual(outdated(3, ...all), ["data0-kafka-0-1", "data0-kafka-1-1"]);
        assert.deepEqual(outdated(3, ...all.reverse()), ["data0-kafka-0-1", "data0-kafka-1-1"], "in any order");
        assert.deepEqual(outdated(4, ...all), []);
    });

    it("are kept while the newer ones cannot be restored, however many they are", () => {
        const failed = [3, 4, 5, 6].map((day) => snapshot("a", day, { ready: false }));
        assert.deepEqual(outdated(2, snapshot("a", 1), snapshot("a", 2), ...failed), []);
        assert.deepEqual(outdated(1, snapshot("a", 1), snapshot("a", 2), ...failed), ["a-1"]);
    });

    it("are deleted with those of their age if they failed, and once", () => {
        const failed = snapshot("a", 1, { ready: false });
        assert.deepEqual(outdated(1, failed, snapshot("a", 2)), ["a-1"]);
        assert.deepEqual(outdated(1, snapshot("a", 1, { going: true }), snapshot("a", 2)), []);
        assert.deepEqual(
            outdated(1, snapshot("a", 1), snapshot("a", 2, { going: true })),
            [],
            "the last one that stays",
        );
    });

    it("are as many as KEEP, which is a number", () => {
        assert.equal(plan.keepOf("7"), 7);
        for (const text of [undefined, "", "0", "-1", "seven", "1.5"])
            assert.throws(() => plan.keepOf(text), /KEEP is/);
    });
});
