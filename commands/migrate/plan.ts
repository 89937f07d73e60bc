import { applicationName } from "../../kubernetes/application";
import { compareVersions } from "../../tools/version";
import { nothing, type Step } from "../upgrade/step";
import { withKraft, withMigration, withoutMigration } from "./edits";
import type { Facts } from "./facts";
import {
    annotation,
    backward,
    crLock,
    finalize,
    forward,
    goOn,
    type Position,
    release,
    rollback,
    type StepName,
} from "./position";

type Planned = Omit<Step, "done">;

/** A step, and whether it is its turn. */
export interface MigrationStep extends Step {
    name: StepName;
    state: "done" | "next" | "waiting" | "later";
}

/** All steps of the way that a migration is on. */
export function plan(facts: Facts, position: Position): MigrationStep[] {
    const names: readonly StepName[] = position.direction === "KRaft" ? forward : backward;
    const at = position.next === undefined ? names.length : names.indexOf(position.next);
    return names.map((name, index) => {
        const turn = position.isWaiting ? "waiting" : "next";
        const state = index < at ? "done" : index === at ? turn : "later";
        return { ...steps[name](facts, position), name, state, done: state === "done" };
    });
}

const ibp = annotation("kraft-migration-ibp-version");

const steps: Record<StepName, (facts: Facts, position: Position) => Planned> = {
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
        why: "Kafka does not use it any more. Its volumes go with their claims; delete those that stay.",
        runs: [
            `kubectl -n ${facts.namespaces.workload} delete zookeeper ${names.zookeeper}`,
            ...(needsIbp(facts) ? [annotate(facts, "kafka", names.kafka, `${ibp}-`)] : []),
        ],
        message: "",
        waits: [isLive(facts)],
    }),
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

/** From 3.3 on, the operator knows it by the tag of Confluent's own images: co-migrate-kraft-phases.html. */
const needsIbp = ({ operator, isOwnImage }: Facts): boolean => !isOwnImage || compareVersions(operator, "3.3.0") < 0;
/** Kafka 3.6 is in Confluent Platform 7.6, and so on. */
const ibpOf = ({ platformVersion }: Facts): string => `3.${platformVersion.split(".")[1] ?? ""}`;

const annotate = ({ namespaces }: Facts, kind: string, name: string | undefined, what: string): string =>
    `kubectl -n ${namespaces.workload} annotate --overwrite ${kind} ${name ?? "kraftmigrationjob"} ${what}`;

/** Writes the stack's file where it does not have it yet. */
const setting = ({ stack }: Facts, isToWrite: boolean, command: string) => ({
    writes: isToWrite ? [command] : [],
    files: isToWrite ? [`Pulumi.${stack}.yaml`] : [],
    runs: [`pulumi up --stack ${stack}`],
});

/** As `argocd app sync --resource`, with what kubectl alone can do; the options are those of the Application. */
function syncOf({ namespaces }: Facts): string {
    const group = "platform.confluent.io";
    const resources = [
        { group, kind: "KRaftController", name: "kraftcontroller" },
        { group, kind: "KRaftMigrationJob", name: "kraftmigrationjob" },
    ];
    const operation = { sync: { resources, syncOptions: ["ServerSideApply=true"] } };
    return `kubectl -n ${namespaces.argocd} patch application ${applicationName} --type merge -p '${JSON.stringify({ operation })}'`;
}

const automated = ({ namespaces }: Facts, until: string) => ({
    command: `kubectl -n ${namespaces.argocd} get application ${applicationName} -o jsonpath='{.spec.syncPolicy.automated}{"\\n"}'`,
    until,
});

const jobStatus = ({ namespaces }: Facts, name: string | undefined, until: string) => ({
    command: `kubectl -n ${namespaces.workload} get kraftmigrationjob ${name ?? "kraftmigrationjob"} -o jsonpath='{.status.phase} {.status.subPhase}{"\\n"}'`,
    until,
});

const isLive = ({ namespaces }: Facts) => ({
    command: `kubectl -n ${namespaces.argocd} get application ${applicationName} -o jsonpath='{.status.sync.status} {.status.health.status}{"\\n"}'`,
    until: "it says Synced Healthy",
});
