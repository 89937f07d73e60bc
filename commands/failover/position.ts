import type { KubernetesObject } from "../../kubernetes";
import { refuse } from "../migrate/refuse";
import type { Progress } from "../upgrade/guide";
import type { Live } from "./cluster";
import { endsMirroring, type Facts, mirrorsIn } from "./facts";
import { described, inTime, isComplete, isStopped, type Mirror } from "./mirrors";
import type { JsonObject } from "../../config/kustomize/json";
import type { StepName } from "./names";

/** Where a failover, or the way back, stands. */
export interface Position extends Progress<StepName> {
    mirrors: readonly Mirror[];
    /** What the next commit tells the link: FAILOVER where messages may be lost. */
    state: "PROMOTE" | "FAILOVER";
}

/** What is asked of a cluster that is to take over. */
export interface Wish {
    /** Whether messages may be lost. */
    lose: boolean;
    /** Whether Kafka was asked how far mirrors are behind. */
    isMeasured: boolean;
}

/** Where it stands with these mirrors, by the next step. */
export const positions =
    (mirrors: readonly Mirror[], { lose }: Wish) =>
    (next: StepName | undefined, says: string, isWaiting = false): Position => ({
        ...{ next, says, isWaiting, mirrors },
        state: lose && !mirrors.every(isComplete) ? "FAILOVER" : "PROMOTE",
    });

/** Refuses a cluster that is not the stack's. @throws UsageError */
export function checkCluster({ stack, path, namespaces }: Facts, { application, links }: Live): void {
    if (!application)
        refuse(
            `The cluster has no Application confluent-platform in ${namespaces.argocd}: is this stack ${stack}'s cluster? See --context.`,
        );
    const { source } = application.spec as { source?: { path?: string } };
    if (source?.path !== path)
        refuse(
            `The cluster follows ${source?.path ?? "no folder"}, and stack ${stack} ${path}: name the context of the cluster that is to take over by --context.`,
        );
    if (links.length > 1)
        refuse(`Namespace ${namespaces.workload} has ${links.length} ClusterLinks, and a failover is of one.`);
}

/** Whether Git, or a ClusterLink itself, tells every topic to take writes. */
export const isTold = (told: readonly { name: string; state: string }[], mirrors: readonly Mirror[]): boolean => {
    const ended = new Set(told.filter(({ state }) => endsMirroring(state)).map(({ name }) => name));
    return mirrors.length > 0 && mirrors.every((mirror) => isStopped(mirror) || ended.has(mirror.topic));
};

/** How the standby takes over. @throws UsageError for what has to be fixed first, or while messages would be lost */
export function positionOf(facts: Facts, live: Live, mirrors: readonly Mirror[], wish: Wish): Position {
    checkCluster(facts, live);
    const { path, link } = facts;
    if (!link)
        return refuse(
            `${path} has no ClusterLink, so it mirrors nothing that could take over. docs/DISASTER.md says how it gets one.`,
        );
    const at = positions(mirrors, wish);
    const [found] = live.links;
    if (!found) return refuse(`${path} has ClusterLink ${link.name}, and the cluster has none: sync it first.`);
    if (mirrors.length === 0)
        return refuse(`ClusterLink ${link.name} mirrors no topic: there is nothing that could take over.`);
    if (mirrors.every(isStopped)) return at("clients", "Every mirrored topic takes writes here.");
    if (isTold(link.topics, mirrors)) return told(link.topics, found, mirrors, wish);
    mayEnd(facts, mirrors, wish);
    return at("release", "Nothing is written here yet: mirror topics are read-only.");
}

/**
 * What to do once Git tells every topic to take writes. PROMOTE asks the source, and so never ends without it: FAILOVER does, and
 * `--lose` leads there. A mirror is ACTIVE for some minutes after its source is gone, so PROMOTE may have been committed by then.
 */
export function told(
    topics: readonly { name: string; state: string }[],
    link: KubernetesObject,
    mirrors: readonly Mirror[],
    wish: Wish,
): Position {
    const at = positions(mirrors, wish);
    const promoted = new Set(topics.filter(({ state }) => state === "PROMOTE").map(({ name }) => name));
    const asking = mirrors.some((mirror) => promoted.has(mirror.topic) && !isComplete(mirror));
    const says = waitsFor(link, mirrors);
    if (!asking) return at("stop", says, true);
    if (wish.lose) return at("release", "The link waits for its source, which PROMOTE needs, and FAILOVER doesn't.");
    return at("stop", `${says} PROMOTE needs the other cluster: if that is gone, run this with --lose.`, true);
}

/** While Argo CD and the operator have not done what Git says. */
export function waitsFor(link: KubernetesObject, mirrors: readonly Mirror[]): string {
    const left = mirrors.filter((mirror) => !isStopped(mirror)).length;
    return isTold(mirrorsIn(link as unknown as JsonObject), mirrors)
        ? `The link ends the mirroring: ${left} of ${mirrors.length} topics do not take writes yet.`
        : "Git tells the link to end the mirroring, and Argo CD has not synced that yet.";
}

/** @throws UsageError while messages would be lost that nobody has given up */
export function mayEnd({ stack }: Facts, mirrors: readonly Mirror[], { lose, isMeasured }: Wish): void {
    const incomplete = mirrors.filter((mirror) => !isComplete(mirror));
    if (lose || incomplete.length === 0) return;
    if (!isMeasured)
        return refuse(
            [
                `How far mirror topics are behind is not in the ClusterLink: give the REST API of this cluster's Kafka by --kafka-rest. Through kubectl, it is https://localhost:8090 after`,
                `  kubectl -n confluent port-forward service/kafka 8090:8090`,
            ].join("\n"),
        );
    const command = inTime(mirrors);
    return refuse(
        [
            `${incomplete.length} of ${mirrors.length} mirror topics are not up to date, and what is missing here would be lost:`,
            ...incomplete.map((mirror) => `  ${described(mirror)}`),
            ...(command ? ["The time of the newest message that is here:", `  ${command}`] : []),
            "If the other cluster is there, stop its producers, and run this again once the mirrors have caught up.",
            `If it is gone, and you accept the loss: npx confluent-gitops failover --stack ${stack} --lose, with the same flags.`,
        ].join("\n"),
    );
}
