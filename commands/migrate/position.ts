import type { Live } from "./cluster";
import type { Facts } from "./facts";
import { depends, nameOf, syncs } from "./objects";
import { refuse } from "./refuse";
import type { Position, Where } from "./seen";
import { withJob } from "./withJob";
import { withoutJob } from "./withoutJob";

interface JobStatus {
    phase?: string;
    subPhase?: string;
    /** `zookeeper:2181/kafka-confluent` (the CRD's field; its form: rjmfernandes/KraftUpgrade, cfk). */
    zkEndpointWithNode?: string;
}

/**
 * Where a migration stands, determined only from existing objects.
 *
 * @param wantsBack whether the user asks for a rollback
 * @throws UsageError for whatever has to be fixed first, or if there is no way back
 */
export function positionOf(facts: Facts, live: Live, wantsBack: boolean): Position {
    const { stack } = facts;
    const again = `npx confluent-gitops migrate --stack ${stack}`;
    const { workload } = facts.namespaces;
    if (!live.application)
        return refuse(
            `The cluster has no Application confluent-platform: is this stack ${stack}'s cluster? See --context.`,
        );
    const [kafka] = live.kafkas;
    if (!kafka || live.kafkas.length > 1)
        return refuse(`Namespace ${workload} has ${live.kafkas.length} Kafka objects, and a migration is of one.`);
    if (live.jobs.length > 1)
        return refuse(
            `Namespace ${workload} has ${live.jobs.length} KRaftMigrationJobs (${live.jobs.map(nameOf).join(", ")}): delete those that no migration is under way by.`,
        );
    const [job] = live.jobs;
    const [controller] = live.controllers;
    const [zookeeper] = live.zookeepers;
    const [onZooKeeper, onKraft] = [depends(kafka, "zookeeper"), depends(kafka, "kRaftController")];
    const isSyncing = syncs(live.application);
    const { phase: said, subPhase, zkEndpointWithNode } = (job?.status ?? {}) as JobStatus;
    // Confluent's documentation uses DUAL-WRITE, and its examples DUAL_WRITE.
    const phase = said?.replaceAll("_", "-");
    // No public page documents how to recognize the end of a rollback: if Kafka only uses ZooKeeper, there is no
    // migration.
    const isReturned =
        /RollbackToZkComplete/i.test(`${phase ?? ""} ${subPhase ?? ""}`) ||
        (phase === "COMPLETE" && onZooKeeper && !onKraft);
    const isBack = isReturned || /rollback/i.test(`${phase ?? ""} ${subPhase ?? ""}`);
    const isComplete = phase === "COMPLETE" && !isBack;
    const base = {
        job: job && { name: nameOf(job), phase, subPhase, node: /\/.*/.exec(zkEndpointWithNode ?? "")?.[0] },
        names: {
            kafka: nameOf(kafka),
            zookeeper: zookeeper ? nameOf(zookeeper) : "zookeeper",
            controller: controller ? nameOf(controller) : "kraftcontroller",
        },
    };
    const towards =
        (direction: Position["direction"]): Where =>
        (next, says, isWaiting = false) => ({ ...base, direction, next, says, isWaiting });

    if (wantsBack && (isComplete || /^MoveToKRaft/i.test(phase ?? "") || (!job && onKraft && !onZooKeeper)))
        return refuse("There is no way back: ZooKeeper is given up once the migration has been finalized.");
    const seen = {
        ...{ facts, wantsBack, kafka, controller, zookeeper, onZooKeeper, onKraft, isSyncing, phase, subPhase },
        ...{ isBack, isReturned, isComplete, again },
        at: towards("KRaft"),
        back: towards("ZooKeeper"),
    };
    return job ? withJob(job, seen) : withoutJob(seen);
}
