import { nothing } from "../upgrade/step";
import { annotate, jobStatus, needsIbp } from "./commands";
import { withoutMigration } from "./edits";
import { type backward, type forward, goOn, ibp, rollback } from "./names";
import type { StepOf } from "./seen";

/** The steps back to ZooKeeper, where they differ from those to KRaft. */
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
    remove: (facts, { job, names }) => {
        const { tls, sasl } = facts.zookeeper;
        const node = job?.node ?? `/${names.kafka}-${facts.namespaces.workload}`;
        const inPod = `kubectl -n ${facts.namespaces.workload} exec ${names.zookeeper}-0 --`;
        const plugIn = `kubectl confluent cluster kraft-migration zk-node-removal --name ${job?.name} -n ${facts.namespaces.workload}`;
        const files = [
            ...(tls ? ["--zk-tls-config-file FILE"] : []),
            ...(sasl ? ["--kafka-opts=-Djava.security.auth.login.config=FILE"] : []),
        ];
        return {
            ...nothing,
            title: "Remove two nodes from ZooKeeper",
            why: `With them, no broker can become controller again. With the kubectl plug-in at hand: ${[plugIn, ...files].join(" ")} does all of it.`,
            byHand:
                files.length === 0
                    ? []
                    : [
                          // docs.confluent.io/operator/current/co-plugin-cli, kraft-migration zk-node-removal.
                          `ZooKeeper asks for ${[...(tls ? ["TLS, on port 2182"] : []), ...(sasl ? ["a user"] : [])].join(" and ")}: run ${[plugIn, ...files].join(" ")}, where FILE is in the ZooKeeper pod (${[...(tls ? ["zookeeper-shell's -zk-tls-config-file"] : []), ...(sasl ? ["a JAAS configuration of its client"] : [])].join("; ")}). It removes ${node}/controller and ${node}/migration, and lets the job go on.`,
                      ],
            runs:
                files.length === 0
                    ? [
                          ...["controller", "migration"].map(
                              (name) => `${inPod} zookeeper-shell localhost:2181 deleteall ${node}/${name}`,
                          ),
                          annotate(facts, "kraftmigrationjob", job?.name, `${goOn}=true`),
                      ]
                    : [],
            message: "",
            waits: [jobStatus(facts, job?.name, "it says RollbackToZkComplete")],
        };
    },
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
