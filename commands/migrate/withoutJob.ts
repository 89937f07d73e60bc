import { crLock, hold } from "./names";
import { nameOf, unready } from "./objects";
import type { Position, Seen } from "./seen";
import { refuse } from "./refuse";

/** Before the migration, or after it. */
export function withoutJob(seen: Seen): Position {
    const { facts, wantsBack, kafka, controller, zookeeper, onZooKeeper, onKraft, isSyncing, at, back, again } = seen;
    const { path } = facts;
    const { workload } = facts.namespaces;
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
        if (!isSyncing) return at("resume", "Kafka is on KRaft, in the cluster and in Git. Argo CD is still paused.");
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
    if (facts.isDynamic)
        return refuse(
            `KRaftController of ${path} has dynamicQuorumConfig. During the migration one controller alone is a voter, and you would have to promote the others by hand while the job is in DUAL-WRITE: once it is finalized it is too late, and this command does not see it. ` +
                `Take dynamicQuorumConfig out and migrate to a static quorum; on Confluent Platform 8 it can become a dynamic one (docs.confluent.io/operator/current/co-configure-kraft-dynamic-quorum.html).`,
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
