import type { KubernetesObject } from "../../kubernetes";
import { age } from "../frame/age";
import { type Facts, fieldOf, listOf, textOf } from "./facts";

/** Whether a controller is running. */
export interface Controller {
    /**
     * - `running`: at least one of its pods is ready.
     * - `starting`: none is, but one recently was or will be: it may be restarting.
     * - `gone`: it isn't running, and isn't about to.
     * - `unknown`: its workloads could not be read.
     */
    state: "running" | "starting" | "gone" | "unknown";
    /** A sentence about it, without its full stop: `Deployment confluent-operator/confluent-operator has a ready pod` */
    sentence: string;
    /** The `kubectl` command that shows its log, if it has pods. */
    log?: string;
}

/** How long a new pod may take to be scheduled, pull its image, and become ready. */
export const startsWithinMs = 5 * 60_000;

/**
 * Confluent's operator. In its chart, `confluent-operator` is the name of the Deployment, its label `app`, and its image's
 * name.
 */
export function confluentOperator(facts: Pick<Facts, "workloads" | "now">): Controller {
    return stateOf(facts, "Deployment confluent-operator", (workload) => {
        const images = listOf(workload, "spec", "template", "spec", "containers").map((one) => textOf(one, "image"));
        return (
            workload.metadata.name === "confluent-operator" ||
            workload.metadata.labels?.app === "confluent-operator" ||
            images.some((image) => /(^|\/)confluent-operator([:@]|$)/.test(image ?? ""))
        );
    });
}

/** Argo CD's application controller: a StatefulSet or a Deployment, with this name or component label in every installation. */
export function argoCdController(facts: Pick<Facts, "workloads" | "now">): Controller {
    return stateOf(
        facts,
        "StatefulSet or Deployment argocd-application-controller",
        ({ metadata }) =>
            metadata.name === "argocd-application-controller" ||
            metadata.labels?.["app.kubernetes.io/name"] === "argocd-application-controller" ||
            (metadata.labels?.["app.kubernetes.io/part-of"] === "argocd" &&
                metadata.labels["app.kubernetes.io/component"] === "application-controller"),
    );
}

/** Name of the sweeper's Deployment: gitops/platform/base/sweeper. */
export const sweeperName = "confluent-sweeper";

/** This project's sweeper, which removes application resources before a deletion, and then confirms it. */
export function sweeper(facts: Pick<Facts, "workloads" | "now">, namespace: string | undefined): Controller {
    return stateOf(
        facts,
        `Deployment ${namespace}/${sweeperName}`,
        ({ metadata }) => metadata.name === sweeperName && metadata.namespace === namespace,
    );
}

const ranks = { running: 0, starting: 1, gone: 2, unknown: 3 };

function stateOf(
    { workloads, now }: Pick<Facts, "workloads" | "now">,
    what: string,
    isIt: (workload: KubernetesObject) => boolean,
): Controller {
    if (!workloads) return { state: "unknown", sentence: "Deployments and StatefulSets could not be read" };
    const states = workloads.filter(isIt).map((workload) => workloadState(workload, now));
    states.sort((one, other) => ranks[one.state] - ranks[other.state]);
    return states[0] ?? { state: "gone", sentence: `there is no ${what}` };
}

function workloadState(workload: KubernetesObject, now: Date): Controller {
    const { kind, metadata } = workload;
    const what = `${kind} ${metadata.namespace}/${metadata.name}`;
    const log = `kubectl -n ${metadata.namespace} logs ${kind.toLowerCase()}/${metadata.name}`;
    if (Number(fieldOf(workload, "status", "readyReplicas") ?? 0) > 0) {
        return { state: "running", sentence: `${what} has a ready pod`, log };
    }
    if (fieldOf(workload, "spec", "replicas") === 0) return { state: "gone", sentence: `${what} is scaled to 0` };
    const since = notReadySince(workload);
    const without = `${what} has had no ready pod for ${age(since, now)}`;
    const isNew = now.getTime() - Date.parse(since ?? "") < startsWithinMs;
    return isNew && !metadata.deletionTimestamp
        ? { state: "starting", sentence: `${without}, and may be starting`, log }
        : { state: "gone", sentence: without };
}

/** RFC 3339. Undefined for a StatefulSet, which doesn't record it. */
function notReadySince(workload: KubernetesObject): string | undefined {
    const available = listOf(workload, "status", "conditions").find((one) => textOf(one, "type") === "Available");
    return textOf(available, "lastTransitionTime") ?? textOf(workload, "metadata", "creationTimestamp");
}
