import { created } from "./healthApplications";
import { condition, type HealthCase } from "./healthCase";

const refused = { errorMessage: "environment not found", lastSyncTime: "2026-11-24T05:00:00Z", status: "Failed" };
const taken = { errorMessage: "", lastSyncTime: "2026-11-24T05:00:00Z", status: "Created" };
const job = { kafkaClusterId: "Kh49VqjhTomwNiBhiqIEAA", subPhase: "MigrateMonitorMigrationProgress" };
const roll = "kafka [kafka] in namespace [my-namespace] roll not complete yet, requeuing";

/** The migration from ZooKeeper, Flink, schema exporters, and unknown kinds. */
export const otherCases: HealthCase[] = [
    {
        title: "migrates",
        kind: "KRaftMigrationJob",
        status: { ...job, phase: "MIGRATE" },
        health: ["Progressing", "MIGRATE, MigrateMonitorMigrationProgress."],
    },
    // As CFK's log says it: docs.confluent.io/operator/current/co-migrate-kraft-troubleshooting.html
    {
        title: "migrates, and waits for a roll",
        kind: "KRaftMigrationJob",
        status: { ...job, phase: "MIGRATE", conditions: [condition("platform-ready", "False", "ApplyFailed", roll)] },
        health: ["Progressing", `MIGRATE, MigrateMonitorMigrationProgress. The operator says: ${roll}`],
    },
    {
        title: "waits for somebody to decide",
        kind: "KRaftMigrationJob",
        status: { ...job, phase: "DUAL-WRITE" },
        health: [
            "Suspended",
            "Kafka writes to ZooKeeper and KRaft, and waits for your word: kubectl annotate kraftmigrationjob it " +
                "platform.confluent.io/kraft-migration-trigger-finalize-to-kraft=true, " +
                "or platform.confluent.io/kraft-migration-trigger-rollback-to-zk=true",
        ],
    },
    // The steps of a rollback: confluent-kubernetes-examples, migration/KRaftMigration/multi-region-cluster/3dc.
    {
        title: "waits for somebody to clean up in ZooKeeper, on its way back",
        kind: "KRaftMigrationJob",
        status: { phase: "RollbackToZk", subPhase: "RollbackToZkWaitForManualNodeRemovalFromZk" },
        health: [
            "Suspended",
            "The rollback waits until two nodes are removed from ZooKeeper: kubectl confluent cluster " +
                "kraft-migration zk-node-removal --name it -n confluent",
        ],
    },
    {
        title: "is back where it began",
        kind: "KRaftMigrationJob",
        status: { phase: "COMPLETE", subPhase: "RollbackToZkComplete" },
        health: ["Healthy", "Rolled back: Kafka is on ZooKeeper, as before."],
    },
    {
        title: "is through",
        kind: "KRaftMigrationJob",
        status: { ...job, phase: "COMPLETE" },
        health: ["Healthy", "Complete. Write what Kafka is now into Git before the Application syncs it again."],
    },
    {
        title: "cannot begin",
        kind: "KRaftMigrationJob",
        status: {
            ...job,
            phase: "SETUP",
            conditions: [condition("platform-ready", "False", "ValidationFailed", "Kafka is older than 7.6.0")],
        },
        health: ["Degraded", "Kafka is older than 7.6.0"],
    },
    {
        title: "is refused",
        kind: "FlinkComputePool",
        status: { observedGeneration: 2, phase: "", cmfSync: refused },
        health: ["Degraded", "environment not found"],
    },
    {
        title: "could not be handed over yet",
        kind: "FlinkSecret",
        status: { observedGeneration: 2, cmfSync: { ...refused, errorMessage: "dial tcp 10.0.0.9:80: i/o timeout" } },
        health: [
            "Progressing",
            "The operator has not taken it up yet. The operator says: dial tcp 10.0.0.9:80: i/o timeout",
        ],
    },
    {
        title: "has run to its end",
        kind: "FlinkStatement",
        status: { observedGeneration: 2, cmfSync: taken, phase: "COMPLETED" },
        health: ["Healthy", "COMPLETED."],
    },
    {
        title: "failed, and says why",
        kind: "FlinkStatement",
        status: { observedGeneration: 2, cmfSync: taken, phase: "FAILED", detail: "table orders is not there" },
        health: ["Degraded", "FAILED: table orders is not there"],
    },
    {
        title: "is suspended, as Git says",
        kind: "FlinkApplication",
        status: { observedGeneration: 2, cmfSync: taken, lifecycleState: "SUSPENDED" },
        health: ["Suspended", "SUSPENDED."],
    },
    {
        title: "is of a later CFK",
        kind: "Novelty",
        status: { phase: "RUNNING" },
        health: ["Healthy", "The operator says RUNNING."],
    },
    {
        title: "is of a later CFK, and has a fault",
        kind: "Novelty",
        status: { conditions: [condition("cluster-ready", "False", "ApplyFailed", "secretRef it not found")] },
        health: ["Degraded", "secretRef it not found"],
    },
    {
        title: "has its address",
        kind: "CMFRestClass",
        status: { observedGeneration: 2, endpoint: "http://cmf-service:80" },
        health: ["Healthy", "Settings for http://cmf-service:80."],
    },
    {
        title: "copies",
        kind: "SchemaExporter",
        status: { ...created, exporterStatus: "RUNNING" },
        health: ["Healthy", "Created: RUNNING."],
    },
    {
        title: "is paused",
        kind: "SchemaImporter",
        status: { ...created, importerStatus: "PAUSED" },
        health: ["Suspended", "Paused."],
    },
];
