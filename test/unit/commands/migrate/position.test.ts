import assert from "node:assert/strict";
import type { Live } from "../../../../commands/migrate/cluster";
import type { Facts } from "../../../../commands/migrate/facts";
import { plan } from "../../../../commands/migrate/plan";
import { onlyWait } from "../../../../commands/upgrade/guide";
import { positionOf } from "../../../../commands/migrate/position";
import { annotation, application, controller, git, job, kafka, live, migrating, zookeeper } from "./world";

const begun: Partial<Facts> = { hasJob: true, autoSync: false };
const swapped: Partial<Facts> = { coordination: "KRaft", hasJob: false, autoSync: false };
const onKraft = { kafkas: [kafka(["kRaftController"])], controllers: [controller()] };
const locked = [kafka(["kRaftController"], { [annotation("kraft-migration-cr-lock")]: "true" })];
const syncing = { application: application(true) };
const triggers = {
    finalize: { [annotation("kraft-migration-trigger-finalize-to-kraft")]: "true" },
    rollback: { [annotation("kraft-migration-trigger-rollback-to-zk")]: "true" },
    goOn: { [annotation("continue-kraft-migration-post-zk-node-removal")]: "true" },
    release: { [annotation("kraft-migration-release-cr-lock")]: "true" },
};
const manual = { phase: "RollbackToZk", subPhase: "RollbackToZkWaitForManualNodeRemovalFromZk" };
const returned = { phase: "COMPLETE", subPhase: "RollbackToZkComplete" };

type Case = [state: string, git: Partial<Facts>, live: Live, next: string, wantsBack?: boolean];

/** What is next, with `wait` before it where it is not the user's turn. */
const cases: Case[] = [
    ["nothing has begun", {}, live(syncing), "pause"],
    ["Git has the migration before Argo CD is paused", { hasJob: true }, live(syncing), "pause"],
    ["Argo CD is paused", { autoSync: false }, live(), "commit"],
    [
        "Kafka is rolling",
        { autoSync: false },
        live({ kafkas: [kafka(["zookeeper"], {}, { status: { phase: "PROVISIONING" } })] }),
        "wait commit",
    ],
    ["Git has the migration", begun, live(), "create"],
    [
        "the controllers alone were created",
        begun,
        live({ controllers: [controller({ [annotation("kraft-migration-hold-krc-creation")]: "true" })] }),
        "create",
    ],
    ["the operator has not seen the job yet", begun, migrating(undefined), "wait migrate"],
    ["SETUP", begun, migrating({ phase: "SETUP", subPhase: "SetupCheckHealthyKafka" }), "wait migrate"],
    ["MIGRATE", begun, migrating({ phase: "MIGRATE", subPhase: "MigrateMonitorMigration" }), "wait migrate"],
    ["DUAL-WRITE", begun, migrating({ phase: "DUAL-WRITE", subPhase: "" }), "decide"],
    ["DUAL_WRITE, as Confluent's examples write it", begun, migrating({ phase: "DUAL_WRITE" }), "decide"],
    ["DUAL-WRITE, finalized", begun, migrating({ phase: "DUAL-WRITE" }, triggers.finalize), "wait finish"],
    [
        "MoveToKRaftControllerOnly",
        begun,
        migrating({ phase: "MoveToKRaftControllerOnly" }, triggers.finalize),
        "wait finish",
    ],
    ["COMPLETE", begun, migrating({ phase: "COMPLETE" }, triggers.finalize, { kafkas: locked }), "swap"],
    ["COMPLETE, Git has KRaft", swapped, migrating({ phase: "COMPLETE" }, {}, { kafkas: locked }), "release"],
    [
        "COMPLETE, asked for the release",
        swapped,
        migrating({ phase: "COMPLETE" }, triggers.release, { kafkas: locked }),
        "wait release",
    ],
    ["COMPLETE, the lock is off", swapped, migrating({ phase: "COMPLETE" }, triggers.release, onKraft), "resume"],
    ["the job was deleted after it was through", begun, live(onKraft), "swap"],
    ["Argo CD is still paused", swapped, live(onKraft), "resume"],
    ["Argo CD syncs again", { ...swapped, autoSync: true }, live({ ...onKraft, ...syncing }), "clean"],
    [
        "ZooKeeper is gone",
        { ...swapped, autoSync: true },
        live({ ...onKraft, ...syncing, zookeepers: [] }),
        "undefined",
    ],
    ["Argo CD syncs while the job runs", begun, migrating({ phase: "MIGRATE" }, {}, syncing), "pause"],
    ["Argo CD syncs ZooKeeper over KRaft", begun, live({ ...onKraft, ...syncing }), "pause"],
    ["back from DUAL-WRITE", begun, migrating({ phase: "DUAL-WRITE" }), "trigger", true],
    ["back from SETUP", begun, migrating({ phase: "SETUP" }), "trigger", true],
    ["back is triggered", begun, migrating({ phase: "DUAL-WRITE" }, triggers.rollback), "wait roll"],
    ["back, without being asked for", begun, migrating(manual, triggers.rollback), "remove"],
    ["the nodes are removed", begun, migrating(manual, { ...triggers.rollback, ...triggers.goOn }), "wait return"],
    ["back on ZooKeeper", begun, migrating(returned, triggers.rollback), "release"],
    [
        "back, the lock is off",
        begun,
        migrating(returned, triggers.rollback, { kafkas: [kafka(["zookeeper"])] }),
        "revert",
    ],
    [
        "back, and out of Git",
        { autoSync: false },
        migrating(returned, triggers.rollback, { kafkas: [kafka(["zookeeper"])] }),
        "delete",
    ],
    [
        "a rollback whose end is not told: Kafka is on ZooKeeper alone",
        begun,
        migrating({ phase: "COMPLETE", subPhase: "" }, triggers.rollback, { kafkas: [kafka(["zookeeper"])] }),
        "revert",
    ],
    ["a rollback whose end is a phase", begun, migrating({ phase: "RollbackToZkComplete" }), "release"],
    ["back, and deleted", { autoSync: false }, live(), "resume", true],
    ["back, and all is as before", {}, live(syncing), "undefined", true],
    ["back before anything has begun", begun, live(), "revert", true],
];

describe("npx confluent-gitops migrate", () => {
    for (const [state, facts, found, next, wantsBack = false] of cases) {
        it(`says ${next}: ${state}`, () => {
            const position = positionOf({ ...git, ...facts }, found, wantsBack);
            assert.equal(`${position.isWaiting ? "wait " : ""}${position.next}`, next, position.says);
            const steps = position.next === undefined ? [] : planned(position, { ...git, ...facts });
            const waiting = steps.filter(({ state: one }) => one === "waiting").map(onlyWait);
            assert.equal(waiting.length, position.isWaiting ? 1 : 0);
            for (const { runs, edits, writes, waits } of waiting) {
                assert.deepEqual([runs, edits, writes], [[], [], []], "nothing may be done");
                assert.ok(waits.length > 0);
            }
        });
    }

    const refusals: [what: string, git: Partial<Facts>, live: Live, says: RegExp, wantsBack?: boolean][] = [
        ["another cluster", {}, live({ application: undefined }), /no Application confluent-platform/],
        ["no Kafka", {}, live({ kafkas: [] }), /has 0 Kafka objects/],
        ["two jobs", begun, live({ jobs: [job({}), job({})] }), /has 2 KRaftMigrationJobs/],
        ["Git changed too early", swapped, live(), /Git was changed too early.*Revert that commit; then/],
        [
            "Git changed too early, and synced",
            { ...swapped, autoSync: true },
            live(syncing),
            /at once: Argo CD syncs it/,
        ],
        ["Git changed while the job runs", swapped, migrating({ phase: "MIGRATE" }), /Git was changed too early/],
        [
            "a job that was deleted half-way",
            begun,
            live({ kafkas: [kafka(["zookeeper", "kRaftController"])] }),
            /deleted half-way/,
        ],
        [
            "controllers without the hold",
            {},
            live({ controllers: [controller()], ...syncing }),
            /has formed a cluster of its own/,
        ],
        [
            "a job of another Kafka",
            begun,
            migrating({ phase: "SETUP" }, {}, { jobs: [job({ phase: "SETUP" }, {}, "other")] }),
            /is of kafka confluent\/other, and confluent has kafka/,
        ],
        [
            "a job without its controllers",
            begun,
            migrating({ phase: "MIGRATE" }, {}, { controllers: [] }),
            /is of kRaftController/,
        ],
        [
            "both triggers",
            begun,
            migrating({ phase: "DUAL-WRITE" }, { ...triggers.finalize, ...triggers.rollback }),
            /has both/,
        ],
        [
            "a job that failed",
            begun,
            migrating({ phase: "SETUP", subPhase: "SetupFailed" }),
            /co-migrate-kraft-troubleshooting/,
        ],
        [
            "a lock that nobody takes off",
            swapped,
            live({ ...onKraft, kafkas: locked }),
            /annotate kafka kafka platform.confluent.io\/kraft-migration-cr-lock-/,
        ],
        [
            "the way back after finalizing",
            begun,
            migrating({ phase: "MoveToKRaftControllerOnly" }),
            /no way back/,
            true,
        ],
        [
            "a dynamic quorum, before anything is done",
            { isDynamic: true },
            live(syncing),
            /dynamicQuorumConfig.*too late/,
        ],
        ["the way back after the end", swapped, live({ ...onKraft, zookeepers: [zookeeper] }), /no way back/, true],
    ];
    for (const [what, facts, found, says, wantsBack = false] of refusals) {
        it(`refuses ${what}`, () => assert.throws(() => positionOf({ ...git, ...facts }, found, wantsBack), says));
    }
});

/** The overlay's files are not looked at here. */
function planned(position: ReturnType<typeof positionOf>, facts: Facts) {
    return plan({ ...facts, path: "none", tree: __dirname }, position);
}
