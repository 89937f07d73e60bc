import { nothing, type Step } from "../upgrade/step";
import { endedIn, withLink, withoutLink, withStates } from "./edits";
import type { Facts } from "./facts";
import type { Sides, StepName } from "./names";
import { isStopped } from "./mirrors";
import type { Position } from "./position";

const merged = ({ revision }: Facts) => ({
    command: `git log -1 --oneline origin/${revision}`,
    until: "it is the commit",
});

/** States of topics, as the operator has them (status.mirrorTopics: CRD of CFK 3.3). */
const states = ({ namespaces }: Facts, until: string) => ({
    command: `kubectl -n ${namespaces.workload} get clusterlinks -o jsonpath='{range .items[*]}{.status.mirrorTopics}{"\\n"}{end}'`,
    until,
});

/** The address that clients of other networks use (status.listeners: CRD of CFK 3.3). */
const address = ({ namespaces }: Facts) => ({
    command: `kubectl -n ${namespaces.workload} get kafka kafka -o jsonpath='{.status.listeners.external.externalEndpoint}{"\\n"}'`,
    until: "it is what clients have as bootstrap.servers",
});

/** The link of one overlay, moved to the other: by edits, or by hand where the overlays don't have it as a component. */
function moved(from: Facts, to: Facts): Pick<Step, "edits" | "byHand"> {
    const edits = [...withoutLink(from), ...withLink(to)];
    const byHand = [`Move the ClusterLink from ${from.path} to ${to.path}, with the other's address.`];
    return { edits, byHand: edits.length > 0 ? [] : byHand };
}

const named = (topics: readonly string[]): string => (topics.length > 0 ? topics.join(", ") : "every mirrored topic");

/**
 * What deletes topics beside Kafka: KafkaTopics. The operator has made one for a mirror topic that was promoted, `clink-TOPIC-…`
 * (Schm1tz1/cp-migration-playbook, cluster-link/README.md); nothing public says who owns it.
 */
const keptFrom = ({ stack, namespaces }: Facts, topics: readonly string[]): string =>
    `Before you merge, look on ${stack} for KafkaTopics of ${named(topics)} that the ClusterLink owns: they go with it, and their topics too. Take the owner away from each: kubectl -n ${namespaces.workload} get kafkatopics -o custom-columns=NAME:.metadata.name,TOPIC:.spec.name,OWNER:.metadata.ownerReferences[*].kind`;

export const steps: Record<StepName, (sides: Sides, position: Position) => Omit<Step, "done">> = {
    release: ({ taking, giving }, { mirrors, state }) => {
        const topics = mirrors.map(({ topic }) => topic);
        // One that has stopped stays as it is.
        const edits = withStates(
            taking,
            mirrors.map((mirror) => ({ name: mirror.topic, state: isStopped(mirror) ? "PROMOTE" : state })),
        );
        const stop = `Stop the producers${giving ? ` of ${giving.stack}` : " of the other cluster, if it is there"}, and run this once more before you merge: what they write from now on is lost.`;
        return {
            ...nothing,
            title: "Commit that mirror topics become topics that take writes",
            why:
                state === "PROMOTE"
                    ? "PROMOTE: nothing is lost, as nothing is missing here. A topic does not become a mirror again."
                    : "FAILOVER: the link ends at once, and what is missing here is lost. A topic does not become a mirror again.",
            edits,
            byHand: [
                stop,
                "If producers use transactions, wait for transaction.max.timeout.ms after they have stopped: Confluent doesn't support mirroring open transactions.",
                ...(edits.length > 0 || topics.length === 0
                    ? []
                    : [
                          `Set state: ${state} for ${named(topics)} in spec.mirrorTopics of the ClusterLink in ${taking.path}.`,
                      ]),
            ],
            message: `Let ${taking.stack} take over`,
            waits: [merged(taking)],
        };
    },
    stop: ({ taking }) => ({
        ...nothing,
        title: "Wait until every topic takes writes",
        why: "Argo CD syncs the commit, and the operator tells Kafka.",
        message: "",
        waits: [states(taking, "each topic is STOPPED")],
    }),
    clients: ({ taking }) => ({
        ...nothing,
        title: "Point clients here",
        why: "Topics have the same names, and consumers go on at the offsets that were mirrored last: some messages may be read twice.",
        message: "",
        waits: [address(taking)],
    }),
    reverse: ({ taking, giving = taking }) => {
        const { edits, byHand } = moved(giving, taking);
        return {
            ...nothing,
            title: "Turn the link round",
            why: `${taking.stack} mirrors ${giving.stack} from the start. What only ${taking.stack} has, written before it was gone, goes with its topics.`,
            edits,
            byHand: [
                `On ${taking.stack}, save what you need of ${named(endedIn(giving))}, then delete these topics, with their KafkaTopics: a link makes no mirror of a name that is there.`,
                ...byHand,
                `Before you merge, create the Secrets of the link on ${taking.stack}: npx confluent-gitops secrets --stack ${taking.stack} lists them once the patch is applied. Without password-encoder, Kafka's pods don't start.`,
                keptFrom(giving, endedIn(giving)),
            ],
            message: `Mirror ${giving.stack} to ${taking.stack}`,
            waits: [merged(taking), states(taking, "each topic is ACTIVE")],
        };
    },
    mirror: ({ taking }) => ({
        ...nothing,
        title: "Wait until the primary has caught up",
        why: "Clients go on where they are. Brokers of both clusters roll once, for the link that is there or gone.",
        message: "",
        waits: [states(taking, "each topic is ACTIVE, and this command says that nothing is missing")],
    }),
    swap: ({ taking, giving = taking }) => {
        const { edits, byHand } = moved(taking, giving);
        return {
            ...nothing,
            title: "Point clients back, and let the standby mirror again",
            why: `${giving.stack} mirrors ${taking.stack} from the start, as before.`,
            edits,
            byHand: [
                `Point clients to ${taking.stack}. Then delete on ${giving.stack} ${named(endedIn(taking))}, with their KafkaTopics: a link makes no mirror of a name that is there.`,
                ...byHand,
                keptFrom(taking, endedIn(taking)),
            ],
            message: `Mirror ${taking.stack} to ${giving.stack}`,
            waits: [merged(giving), states(taking, "it prints nothing")],
        };
    },
};
