import { nothing } from "../upgrade/step";
import { annotate, automated, ibpOf, isLive, jobStatus, needsIbp, setting, syncOf } from "./commands";
import { withKraft, withMigration } from "./edits";
import { crLock, finalize, type forward, ibp, release } from "./names";
import type { StepOf } from "./seen";

/** The steps to KRaft; those used in both directions are also here. */
export const stepsForward: Record<(typeof forward)[number], StepOf> = {
    pause: (facts) => ({
        ...nothing,
        title: "Stop Argo CD from syncing this Application",
        why: "The migration changes Kafka and the controllers in the cluster, and Argo CD would undo that. Nothing else is paused.",
        ...setting(facts, facts.autoSync, `pulumi config set --path gitops.autoSync false --stack ${facts.stack}`),
        message: `Pause the sync of ${facts.stack} for the migration to KRaft`,
        waits: [automated(facts, "it prints nothing but an empty line")],
    }),
    commit: (facts) => {
        const edits = withMigration(facts.tree, facts.path);
        return {
            ...nothing,
            title: "Commit the KRaft controllers and the migration job",
            why: "The controllers are held back until the job lets them start. Nothing is synced yet. Put nothing else into this commit.",
            edits,
            byHand:
                edits.length > 0
                    ? []
                    : [`Add components/kraft-migration to what ${facts.path} is made of, below ZooKeeper.`],
            message: "Add the migration to KRaft",
            waits: [{ command: `git log -1 --oneline origin/${facts.revision}`, until: "it is the commit" }],
        };
    },
    create: (facts, { names }) => ({
        ...nothing,
        title: "Create these two, and nothing else",
        why: "Argo CD syncs the two objects alone. The job begins at once, and the brokers roll three times until it waits for you.",
        runs: [
            ...(needsIbp(facts) ? [annotate(facts, "kafka", names.kafka, `${ibp}=${ibpOf(facts)}`)] : []),
            syncOf(facts),
        ],
        message: "",
        waits: [jobStatus(facts, "kraftmigrationjob", "it has a phase")],
    }),
    migrate: (facts, { job }) => ({
        ...nothing,
        title: "Wait for DUAL-WRITE",
        why: "Change nothing meanwhile, in Git and in the cluster. The way back is open: --rollback.",
        message: "",
        waits: [jobStatus(facts, job?.name, "it says DUAL-WRITE")],
    }),
    decide: (facts, { job }) => ({
        ...nothing,
        title: "Check the platform, then finalize",
        why: `Kafka runs on KRaft and keeps ZooKeeper up to date, as long as you like. After this there is no way back. To go back instead: npx confluent-gitops migrate --stack ${facts.stack} --rollback`,
        byHand: [
            "Produce and consume, list the topics, and look for partitions that are under-replicated, before you run this.",
            ...(facts.isDynamic
                ? [
                      "Promote every controller but the first to a voter (kafka-metadata-quorum add-controller, in its pod), and see in describe --status that all are: after this it is too late.",
                  ]
                : []),
        ],
        runs: [annotate(facts, "kraftmigrationjob", job?.name, `${finalize}=true`)],
        message: "",
        waits: [jobStatus(facts, job?.name, "it says COMPLETE")],
    }),
    finish: (facts, { job }) => ({
        ...nothing,
        title: "Wait for COMPLETE",
        why: "The brokers and the controllers roll once more, and ZooKeeper is given up. There is no way back any more.",
        message: "",
        waits: [jobStatus(facts, job?.name, "it says COMPLETE")],
    }),
    swap: (facts) => {
        const edits = withKraft(facts.tree, facts.path);
        return {
            ...nothing,
            title: "Commit KRaft in ZooKeeper's place",
            why:
                "Git then has what the cluster is. The job has left inter.broker.protocol.version in Kafka's configOverrides.server, which means nothing on KRaft: " +
                "Git does without it, and the brokers roll once when Argo CD syncs again.",
            edits,
            byHand:
                edits.length > 0
                    ? []
                    : [
                          `Put components/kraft in the place of ZooKeeper and of the migration in what ${facts.path} is made of.`,
                      ],
            message: "Run Kafka on KRaft",
            waits: [{ command: `git log -1 --oneline origin/${facts.revision}`, until: "it is the commit" }],
        };
    },
    release: (facts, { job }) => ({
        ...nothing,
        title: "Release the migration's lock",
        why: "Where the operator's webhooks are on, it refuses changes of Kafka, ZooKeeper and the controllers until then.",
        runs: [annotate(facts, "kraftmigrationjob", job?.name, `${release}=true`)],
        message: "",
        waits: [
            {
                command: `kubectl -n ${facts.namespaces.workload} get kafka,kraftcontroller -o yaml`,
                until: `${crLock} is gone`,
            },
        ],
    }),
    resume: (facts, { direction }) => ({
        ...nothing,
        title: "Let Argo CD sync again",
        why:
            direction === "KRaft"
                ? "It removes the job. ZooKeeper stays, as its sync option is Prune=false."
                : "Git and the cluster are as they were before.",
        ...setting(facts, !facts.autoSync, `pulumi config rm --path gitops.autoSync --stack ${facts.stack}`),
        message: `Resume the sync of ${facts.stack}`,
        waits: [automated(facts, 'it prints what is set, such as {"prune":true,"selfHeal":true}')],
    }),
    clean: (facts, { names }) => ({
        ...nothing,
        title: "Delete ZooKeeper",
        why: "Kafka no longer uses it. Its volumes go with their claims; delete those that stay.",
        runs: [
            `kubectl -n ${facts.namespaces.workload} delete zookeeper ${names.zookeeper}`,
            ...(needsIbp(facts) ? [annotate(facts, "kafka", names.kafka, `${ibp}-`)] : []),
        ],
        message: "",
        waits: [isLive(facts)],
    }),
};
