import type { KubernetesObject } from "../../kubernetes";
import { annotation, dependsOn, hasIbp, hasRolled, hold, isHeld, lock, withIbp, withoutIbp } from "./migrationObjects";

/** The next step of a migration: changes to other objects (JSON merge patches), then to the job's own status. */
export interface MigrationStep {
    changes: { object: KubernetesObject; change: object }[];
    status: object;
}

interface Status {
    phase?: string;
    subPhase?: string;
    ibpVersion?: string;
    conditions?: { message?: string }[];
    [field: string]: unknown;
}

/** A cluster id has 22 characters (the CRD of KRaftController). */
const clusterId = "simulated-cluster-id00";

/**
 * The next step of a KRaftMigrationJob, as far as the other objects allow; undefined while it waits.
 *
 * With a source:
 * - phases, the sub-phases of SETUP and MIGRATE, and what each does:
 *   docs.confluent.io/operator/current/co-migrate-kraft-phases.html;
 * - that a status shows them without the page's `SubPhase` (`subPhase=MigrateMonitorMigrationProgress`), and the two
 *   for a rollback: confluent-kubernetes-examples, migration/KRaftMigration/multi-region-cluster/2.5dc/README.md;
 * - that a rollback before the controllers have started completes by itself: co-migrate-kraft-rollback.html;
 * - the messages: a user's output (rjmfernandes/KraftUpgrade, cfk/README.md); the fields: the CRDs of CFK 3.3.
 *
 * Without a source, because no public page, example or output was found: the sub-phases of DUAL-WRITE,
 * MoveToKRaftControllerOnly and COMPLETE, which are empty here; the phase for RollbackToZkComplete; where the protocol
 * version is in Kafka's settings; that the controllers stay after a rollback. Nothing except the rolls takes time here.
 */
export function migrationStep(job: KubernetesObject, world: readonly KubernetesObject[]): MigrationStep | undefined {
    const status = (job.status ?? {}) as Status;
    const { dependencies } = job.spec as { dependencies: Record<string, { name: string } | undefined> };
    const find = (kind: string, of: string) =>
        world.find(
            ({ kind: other, metadata }) =>
                other === kind &&
                metadata.namespace === job.metadata.namespace &&
                metadata.name === dependencies[of]?.name,
        );
    const kafka = find("Kafka", "kafka");
    const zookeeper = find("Zookeeper", "zookeeper");
    const controller = find("KRaftController", "kRaftController");
    if (job.metadata.deletionTimestamp || !kafka) return undefined;

    const isAsked = (name: string) => job.metadata.annotations?.[annotation(name)] === "true";
    const to = (
        phase: string,
        subPhase: string,
        changes: MigrationStep["changes"] = [],
        more: Partial<Status> = {},
    ): MigrationStep => ({
        changes,
        // The CRD requires all of these.
        status: {
            kafkaClusterId: "",
            kafkaGeneration: kafka.metadata.generation ?? 0,
            kraftControllerGeneration: controller?.metadata.generation ?? 0,
            zkEndpointWithNode: `${zookeeper?.metadata.name ?? ""}:2181/kafka-${kafka.metadata.namespace}`,
            ...status,
            phase,
            subPhase,
            ...more,
        },
    });
    const says = (message: string, isWell = true): Partial<Status> => ({
        conditions: [
            {
                type: "platform.confluent.io/platform-ready",
                status: isWell ? "True" : "False",
                reason: isWell ? "Migration" : "ValidationFailed",
                message,
            } as object,
        ],
    });
    /** Stays in the current step and reports why; returns nothing if it has already done so. */
    const stays = (message: string): MigrationStep | undefined =>
        status.conditions?.[0]?.message === message
            ? undefined
            : to(status.phase ?? "SETUP", status.subPhase ?? "", [], says(message, false));
    const annotated = (name: string, value: string | null) =>
        [kafka, zookeeper, controller]
            .filter((object) => object !== undefined)
            .map((object) => ({ object, change: { metadata: { annotations: { [name]: value } } } }));
    const kafkaSpec = (spec: object) => [{ object: kafka, change: { spec } }];

    const { phase, subPhase = "" } = status;
    if (isAsked("kraft-migration-trigger-rollback-to-zk") && ["SETUP", "MIGRATE", "DUAL-WRITE"].includes(phase ?? "")) {
        const isBefore = !controller || isHeld(controller);
        return isBefore
            ? to("COMPLETE", "RollbackToZkComplete", kafkaSpec(withoutIbp(kafka)), says("Rolled back to ZooKeeper."))
            : to("RollbackToZk", "", kafkaSpec({ dependencies: { kRaftController: null } }));
    }
    switch (phase) {
        case undefined:
            return to("SETUP", "SetupPreChecks");
        case "SETUP":
            break;
        case "MIGRATE":
            if (subPhase.endsWith("MonitorMigrationProgress")) return to("DUAL-WRITE", "", [], says(dualWrite));
            return hasRolled(kafka) && dependsOn(kafka, "kRaftController")
                ? to("MIGRATE", "MigrateMonitorMigrationProgress")
                : undefined;
        case "DUAL-WRITE":
            if (!isAsked("kraft-migration-trigger-finalize-to-kraft")) return undefined;
            return to("MoveToKRaftControllerOnly", "", [
                ...kafkaSpec({ dependencies: { zookeeper: null } }),
                ...(controller
                    ? [{ object: controller, change: { spec: { dependencies: { migration: null } } } }]
                    : []),
            ]);
        case "MoveToKRaftControllerOnly":
            if (dependsOn(kafka, "zookeeper") || !hasRolled(kafka) || !controller || !hasRolled(controller))
                return undefined;
            return to("COMPLETE", "", [], says(complete));
        case "RollbackToZk":
            if (subPhase === "" && !dependsOn(kafka, "kRaftController") && hasRolled(kafka))
                return to(phase, "RollbackToZkWaitForManualNodeRemovalFromZk", [], says(removal));
            if (!subPhase.includes("WaitForManual") || !isAsked("continue-kraft-migration-post-zk-node-removal"))
                return undefined;
            return to(
                "COMPLETE",
                "RollbackToZkComplete",
                kafkaSpec(withoutIbp(kafka)),
                says("Rolled back to ZooKeeper."),
            );
        default: {
            const isLocked = kafka.metadata.annotations?.[lock] !== undefined;
            return phase === "COMPLETE" && isLocked && isAsked("kraft-migration-release-cr-lock")
                ? to(phase, subPhase, annotated(lock, null))
                : undefined;
        }
    }
    const image = (kafka.spec as { image?: { application?: string } }).image?.application ?? "";
    const minor = Number(/:7\.(\d+)/.exec(image)?.[1] ?? NaN);
    switch (subPhase) {
        case "SetupPreChecks":
            return to(phase, "SetupDeriveIBPVersion");
        case "SetupDeriveIBPVersion": {
            // Confluent Platform 7.6 contains Kafka 3.6, and so on.
            const ibpVersion = kafka.metadata.annotations?.[annotation("kraft-migration-ibp-version")] ?? `3.${minor}`;
            return to(phase, "SetupAddMigrationAnnotation", [], { ibpVersion });
        }
        case "SetupAddMigrationAnnotation":
            return to(phase, "SetupCheckHealthyKafka", annotated(lock, "true"));
        case "SetupCheckHealthyKafka":
            return hasRolled(kafka) ? to(phase, "SetupCheckKafkaVersion") : undefined;
        case "SetupCheckKafkaVersion":
            return minor >= 6 ? to(phase, "SetupEnsureKRaftControllerExists") : stays("Kafka is older than 7.6.0");
        case "SetupEnsureKRaftControllerExists":
            return controller && isHeld(controller)
                ? to(phase, "SetupTriggerIBPUpgrade")
                : stays("KRaftController is not there in the hold state");
        case "SetupTriggerIBPUpgrade":
            return to(phase, "SetupEnsureIBPUpgradeComplete", kafkaSpec(withIbp(kafka, status.ibpVersion)));
        case "SetupEnsureIBPUpgradeComplete":
            return hasIbp(kafka) && hasRolled(kafka) ? to(phase, "SetupFetchKafkaClusterId") : undefined;
        case "SetupFetchKafkaClusterId":
            return to(phase, "SetupMutateKRaftController", [], { kafkaClusterId: clusterId });
        default: {
            if (!controller) return undefined;
            if (isHeld(controller)) {
                const migration = { zookeeper: { endpoint: `${zookeeper?.metadata.name ?? ""}:2181` } };
                const change = {
                    metadata: { annotations: { [hold]: null } },
                    spec: { clusterID: clusterId, dependencies: { migration } },
                };
                return { ...to(phase, subPhase), changes: [{ object: controller, change }] };
            }
            const clusterRef = { name: controller.metadata.name, namespace: controller.metadata.namespace };
            return hasRolled(controller)
                ? to(
                      "MIGRATE",
                      "MigrateEnsureKafkaRollComplete",
                      kafkaSpec({ dependencies: { kRaftController: { clusterRef } } }),
                  )
                : undefined;
        }
    }
}

const dualWrite =
    "KRaft migration workflow in dual write mode. Please apply platform.confluent.io/kraft-migration-trigger-finalize-to-kraft " +
    "or platform.confluent.io/kraft-migration-trigger-rollback-to-zk annotation";
const complete = "KRaft Migration is completed, please follow these next steps";
const removal = "Please remove the controller and migration nodes from ZooKeeper";
