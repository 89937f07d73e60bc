import type { KubernetesObject } from "../../kubernetes";
import { crLock, finalize, goOn, release, rollback } from "./names";
import { isOn, messageOf, nameOf } from "./objects";
import type { Position, Seen } from "./seen";
import { refuse } from "./refuse";

/** While the job exists, in any phase. */
export function withJob(job: KubernetesObject, seen: Seen): Position {
    const { facts, wantsBack, kafka, controller, zookeeper, isSyncing, phase, subPhase } = seen;
    const { isBack, isReturned, isComplete, at, back, again } = seen;
    const { path } = facts;
    const { workload } = facts.namespaces;
    const step = `${phase ?? "not taken up by the operator yet"}${subPhase ? `, ${subPhase}` : ""}`;
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
        if (isReturned) {
            const says = `Kafka is back on ZooKeeper (${step}).`;
            if (kafka.metadata.annotations?.[crLock] !== undefined) return back("release", says, isOn(job, release));
            return facts.hasJob ? back("revert", says) : back("delete", says);
        }
        if (/WaitForManual/i.test(step) && !isOn(job, goOn)) return back("remove", `The job waits for you (${step}).`);
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
