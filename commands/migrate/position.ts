import { UsageError } from "../../base/error";
import type { KubernetesObject } from "../../kubernetes";
import type { Live } from "./cluster";
import type { Facts } from "./facts";

export const annotation = (name: string) => `platform.confluent.io/${name}`;
export const hold = annotation("kraft-migration-hold-krc-creation");
export const crLock = annotation("kraft-migration-cr-lock");
export const finalize = annotation("kraft-migration-trigger-finalize-to-kraft");
export const rollback = annotation("kraft-migration-trigger-rollback-to-zk");
export const goOn = annotation("continue-kraft-migration-post-zk-node-removal");
export const release = annotation("kraft-migration-release-cr-lock");

/** The steps of the way to KRaft, and of the way back, in order. */
export const forward = [
    "pause",
    "commit",
    "create",
    "migrate",
    "decide",
    "finish",
    "swap",
    "release",
    "resume",
    "clean",
] as const;
export const backward = [
    "pause",
    "trigger",
    "roll",
    "remove",
    "return",
    "release",
    "revert",
    "delete",
    "resume",
] as const;
export type StepName = (typeof forward)[number] | (typeof backward)[number];

/** Where a migration stands. */
export interface Position {
    direction: "KRaft" | "ZooKeeper";
    /** What is next; undefined where nothing is left. */
    next: StepName | undefined;
    /** Whether it is not the user's turn. */
    isWaiting: boolean;
    says: string;
    job: { name: string; phase: string | undefined; subPhase: string | undefined } | undefined;
    names: { kafka: string; zookeeper: string; controller: string };
}

/**
 * Where a migration stands, by what is there alone.
 *
 * @param wantsBack whether its user asks for the way back
 * @throws UsageError for what has to be put right before anything else, or where there is no way back
 */
export function positionOf(facts: Facts, live: Live, wantsBack: boolean): Position {
    const { path, stack } = facts;
    const again = `npx confluent-gitops migrate --stack ${stack}`;
    const { workload } = facts.namespaces;
    const refuse = (text: string): never => {
        throw new UsageError(text);
    };
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
    const { phase, subPhase } = (job?.status ?? {}) as { phase?: string; subPhase?: string };
    const isBack = /rollback/i.test(`${phase ?? ""} ${subPhase ?? ""}`);
    const isComplete = phase === "COMPLETE" && !isBack;
    const base = {
        job: job && { name: nameOf(job), phase, subPhase },
        names: {
            kafka: nameOf(kafka),
            zookeeper: zookeeper ? nameOf(zookeeper) : "zookeeper",
            controller: controller ? nameOf(controller) : "kraftcontroller",
        },
    };
    const at = (next: StepName | undefined, says: string, isWaiting = false): Position => ({
        ...base,
        direction: "KRaft",
        next,
        says,
        isWaiting,
    });
    const back = (next: StepName | undefined, says: string, isWaiting = false): Position => ({
        ...base,
        direction: "ZooKeeper",
        next,
        says,
        isWaiting,
    });
    const step = `${phase ?? "not taken up by the operator yet"}${subPhase ? `, ${subPhase}` : ""}`;

    if (wantsBack && (isComplete || /^MoveToKRaft/i.test(phase ?? "") || (!job && onKraft && !onZooKeeper)))
        return refuse("There is no way back: ZooKeeper is given up once the migration has been finalized.");
    if (!job) {
        if (onZooKeeper && onKraft)
            return refuse(
                `Kafka ${nameOf(kafka)} depends on ZooKeeper and KRaft, and there is no KRaftMigrationJob: it was deleted half-way. Keep gitops.autoSync false and change nothing; ask Confluent's support how to go on.`,
            );
        if (onKraft) {
            if (facts.coordination === "ZooKeeper") {
                if (isSyncing)
                    return at(
                        "pause",
                        `Kafka is on KRaft, and Git still has ZooKeeper, which Argo CD would bring back: pause it at once.`,
                    );
                return at("swap", "Kafka is on KRaft, and Git still has ZooKeeper.");
            }
            const locked = [kafka, controller, zookeeper].filter(
                (one) => one?.metadata.annotations?.[crLock] !== undefined,
            );
            if (locked.length > 0)
                return refuse(
                    `The migration's lock is still on, and its job is gone. Take it off: ${locked.map((one) => one && `kubectl -n ${workload} annotate ${one.kind.toLowerCase()} ${nameOf(one)} ${crLock}-`).join(" && ")}`,
                );
            if (!isSyncing)
                return at("resume", "Kafka is on KRaft, in the cluster and in Git. Argo CD is still paused.");
            if (zookeeper) return at("clean", "Kafka is on KRaft, and ZooKeeper is not used any more.");
            return at(undefined, "Kafka is on KRaft. Nothing is left to do.");
        }
        if (facts.coordination === "KRaft")
            return refuse(
                `${path} has KRaft already, and Kafka ${nameOf(kafka)} is on ZooKeeper: Git was changed too early, and its new controllers would know no topic. ` +
                    `Revert that commit${isSyncing ? " at once: Argo CD syncs it" : ""}; then ${again} says what comes when.`,
            );
        if (wantsBack) {
            if (controller)
                return isSyncing
                    ? back("pause", "The migration has not begun.")
                    : back(facts.hasJob ? "revert" : "delete", "The migration has not begun.");
            if (facts.hasJob) return back("revert", "The migration has not begun.");
            if (!isSyncing || !facts.autoSync)
                return back("resume", "Kafka is on ZooKeeper, and nothing of the migration is left.");
            return back(undefined, "Kafka is on ZooKeeper. Nothing is left to do.");
        }
        if (controller && controller.metadata.annotations?.[hold] !== "true")
            return refuse(
                `KRaftController ${nameOf(controller)} runs, and Kafka does not use it: it was made without ${hold}: "true", and has formed a cluster of its own. ` +
                    `Delete it and its volumes: kubectl -n ${workload} delete kraftcontroller ${nameOf(controller)} && kubectl -n ${workload} delete pvc -l app=${nameOf(controller)}`,
            );
        if (isSyncing) {
            const early = facts.hasJob ? " Git has the migration already, so do this before that is synced." : "";
            return at("pause", `Kafka is on ZooKeeper.${early}`);
        }
        const why = unready(kafka) ?? (zookeeper ? unready(zookeeper) : "there is no Zookeeper object");
        if (why) return at(facts.hasJob ? "create" : "commit", `It is not the time to begin: ${why}.`, true);
        return facts.hasJob
            ? at("create", "Argo CD is paused, and Git has what the migration needs.")
            : at("commit", "Argo CD is paused, and Kafka is on ZooKeeper.");
    }

    const { dependencies = {} } = job.spec as { dependencies?: Record<string, { name?: string; namespace?: string }> };
    for (const [of, object] of [
        ["kafka", kafka],
        ["zookeeper", zookeeper],
        ["kRaftController", controller],
    ] as const) {
        const { name, namespace = workload } = dependencies[of] ?? {};
        if (!object && (of === "kafka" || isComplete || isBack)) continue;
        if (object && name === nameOf(object) && namespace === workload) continue;
        return refuse(
            `KRaftMigrationJob ${nameOf(job)} is of ${of} ${namespace}/${name ?? "(none)"}, and ${workload} has ${object ? nameOf(object) : "none"}: ` +
                "correct spec.dependencies in Git, or bring the object back.",
        );
    }
    if (isSyncing && !(isComplete && facts.coordination === "KRaft"))
        return (isBack || wantsBack ? back : at)(
            "pause",
            `The job is in ${step}, and Argo CD syncs by itself: it undoes what the job changes. Pause it at once, before anything else.`,
        );
    if (facts.coordination === "KRaft" && !isComplete)
        return refuse(
            `${path} has KRaft already, and the job is in ${step}: Git was changed too early. Revert that commit; once the job is COMPLETE, ${again} says so.`,
        );
    if (/fail/i.test(`${phase ?? ""} ${subPhase ?? ""}`))
        return refuse(
            `The job is in ${step}. ${messageOf(job)} See docs.confluent.io/operator/current/co-migrate-kraft-troubleshooting.html.`,
        );
    const [asksFinal, asksBack] = [isOn(job, finalize), isOn(job, rollback)];
    if (asksFinal && asksBack && phase === "DUAL-WRITE")
        return refuse(`KRaftMigrationJob ${nameOf(job)} has both ${finalize} and ${rollback}: take one of them off.`);

    if (isBack || asksBack || (wantsBack && phase !== "COMPLETE")) {
        if (/RollbackToZkComplete/i.test(subPhase ?? "")) {
            const says = `Kafka is back on ZooKeeper (${step}).`;
            if (kafka.metadata.annotations?.[crLock] !== undefined) return back("release", says, isOn(job, release));
            return facts.hasJob ? back("revert", says) : back("delete", says);
        }
        if (/WaitForManual/i.test(subPhase ?? "") && !isOn(job, goOn))
            return back("remove", `The job waits for you (${step}).`);
        if (isOn(job, goOn)) return back("return", `The job is in ${step}.`, true);
        if (isBack || asksBack) return back("roll", `The job is in ${step}.`, true);
        return back("trigger", `The job is in ${step}.`);
    }
    if (isComplete) {
        if (facts.coordination !== "KRaft")
            return at("swap", "The job is COMPLETE: Kafka is on KRaft, and Git still has ZooKeeper.");
        if (kafka.metadata.annotations?.[crLock] !== undefined)
            return at("release", "Kafka is on KRaft, in the cluster and in Git.", isOn(job, release));
        return isSyncing
            ? at("clean", "Kafka is on KRaft, and Argo CD syncs again.")
            : at("resume", "Kafka is on KRaft, in the cluster and in Git. Argo CD is still paused.");
    }
    const [fault] = messageOf(job) ? [` The operator says: ${messageOf(job)}`] : [""];
    if (phase === "DUAL-WRITE" && !asksFinal)
        return at(
            "decide",
            "The job is in DUAL-WRITE: Kafka writes to ZooKeeper and KRaft, and waits for your decision.",
        );
    if (phase === "DUAL-WRITE" || /^MoveToKRaft/i.test(phase ?? ""))
        return at("finish", `The job is in ${step}.${fault}`, true);
    return at("migrate", `The job is in ${step}.${fault}`, true);
}

const nameOf = ({ metadata }: KubernetesObject): string => metadata.name ?? "";
const isOn = ({ metadata }: KubernetesObject, name: string): boolean => metadata.annotations?.[name] === "true";
const depends = ({ spec }: KubernetesObject, on: string): boolean =>
    (spec as { dependencies?: Record<string, unknown> }).dependencies?.[on] !== undefined;

/** Argo CD also takes `enabled: false` for a pause (its Application's spec.syncPolicy.automated). */
function syncs({ spec }: KubernetesObject): boolean {
    const { automated } = (spec as { syncPolicy?: { automated?: { enabled?: boolean } } }).syncPolicy ?? {};
    return automated !== undefined && automated.enabled !== false;
}

/** Why a component is in no state for its pods to be replaced. */
function unready({ kind, metadata, status }: KubernetesObject): string | undefined {
    const { phase, observedGeneration } = (status ?? {}) as { phase?: string; observedGeneration?: number };
    const isStale = observedGeneration !== undefined && observedGeneration !== metadata.generation;
    if (phase === "RUNNING" && !isStale) return undefined;
    return `${kind} ${metadata.name} is ${isStale ? "still taking up a change" : (phase ?? "not taken up by the operator")}`;
}

function messageOf({ status }: KubernetesObject): string {
    const { conditions = [] } = (status ?? {}) as { conditions?: { status?: string; message?: string }[] };
    return conditions.find((one) => one.status === "False")?.message ?? "";
}
