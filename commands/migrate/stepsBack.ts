import { nothing } from "../upgrade/step";
import { annotate, jobStatus, needsIbp } from "./commands";
import { withoutMigration } from "./edits";
import { type backward, type forward, goOn, ibp, rollback } from "./names";
import type { StepOf } from "./seen";

/** The way back to ZooKeeper, where it differs from that to KRaft. */
export const stepsBack: Record<Exclude<(typeof backward)[number], (typeof forward)[number]>, StepOf> = {
    trigger: (facts, { job }) => ({
        ...nothing,
        title: "Trigger the rollback",
        why: "The brokers go back to ZooKeeper. Topics and messages stay.",
        runs: job ? [annotate(facts, "kraftmigrationjob", job.name, `${rollback}=true`)] : [],
        message: "",
        waits: [
            jobStatus(facts, job?.name, "the job waits for the removal of two nodes, or says RollbackToZkComplete"),
        ],
    }),
    roll: (facts, { job }) => ({
        ...nothing,
        title: "Wait until the brokers have rolled",
        why: "Change nothing meanwhile.",
        message: "",
        waits: [
            jobStatus(facts, job?.name, "the job waits for the removal of two nodes, or says RollbackToZkComplete"),
        ],
    }),
    remove: (facts, { job, names }) => ({
        ...nothing,
        title: "Remove two nodes from ZooKeeper",
        why:
            "With them, no broker can become controller again. With TLS or SASL on ZooKeeper, or the kubectl plug-in at hand: " +
            `kubectl confluent cluster kraft-migration zk-node-removal --name ${job?.name} -n ${facts.namespaces.workload} does all of it.`,
        runs: [
            ...["controller", "migration"].map(
                (node) =>
                    `kubectl -n ${facts.namespaces.workload} exec ${names.zookeeper}-0 -- zookeeper-shell localhost:2181 deleteall /${names.kafka}-${facts.namespaces.workload}/${node}`,
            ),
            annotate(facts, "kraftmigrationjob", job?.name, `${goOn}=true`),
        ],
        message: "",
        waits: [jobStatus(facts, job?.name, "it says RollbackToZkComplete")],
    }),
    return: (facts, { job }) => ({
        ...nothing,
        title: "Wait for the end of the rollback",
        why: "The brokers roll once more.",
        message: "",
        waits: [jobStatus(facts, job?.name, "it says RollbackToZkComplete")],
    }),
    revert: (facts) => {
        const edits = withoutMigration(facts.tree, facts.path);
        return {
            ...nothing,
            title: "Take the migration out of Git",
            why: "Git then has what the cluster is again.",
            edits,
            byHand: edits.length > 0 ? [] : [`Remove components/kraft-migration from what ${facts.path} is made of.`],
            message: "Stay on ZooKeeper",
            waits: [{ command: `git log -1 --oneline origin/${facts.revision}`, until: "it is the commit" }],
        };
    },
    delete: (facts, { job, names }) => ({
        ...nothing,
        title: "Delete the job, the controllers and their volumes",
        why: "Argo CD prunes no controllers. What they know of the cluster would stand in the way of another try.",
        runs: [
            ...(job ? [`kubectl -n ${facts.namespaces.workload} delete kraftmigrationjob ${job.name}`] : []),
            `kubectl -n ${facts.namespaces.workload} delete kraftcontroller ${names.controller} --ignore-not-found`,
            `kubectl -n ${facts.namespaces.workload} delete pvc -l app=${names.controller}`,
            ...(needsIbp(facts) ? [annotate(facts, "kafka", names.kafka, `${ibp}-`)] : []),
        ],
        message: "",
        waits: [
            {
                command: `kubectl -n ${facts.namespaces.workload} get kraftmigrationjob,kraftcontroller`,
                until: "there is none",
            },
        ],
    }),
};
