import type { KubernetesObject } from "../../rehearsal/kubernetesApi";
import { argoCdController, sweeper } from "./controllers";
import { type Facts, listOf, textOf } from "./facts";
import { type Finding, findingOn } from "./finding";
import { applicationKinds } from "./needs";

/** What Argo CD waits for before it deletes a resource with `Delete=confirm` or `Prune=confirm`. */
export const approvalAnnotation = "argocd.argoproj.io/deletion-approved";

/** Whether an Application's deletion is Argo CD's own doing no more: its AppProject, which it reads first, is gone. */
export function missingProject(
    application: KubernetesObject,
    { projects }: Pick<Facts, "projects">,
): string | undefined {
    const name = textOf(application, "spec", "project") ?? "default";
    return projects && !projects.some(({ metadata }) => metadata.name === name) ? name : undefined;
}

/**
 * Why an Application that is being deleted waits although Argo CD runs: for a resource whose deletion has to be
 * confirmed. In this project a sweeper confirms it, once it has drained what only the operators can delete.
 */
export function unconfirmed(application: KubernetesObject, facts: Facts): Finding | undefined {
    if (argoCdController(facts).state !== "running") return undefined;
    const guarded = listOf(application, "status", "resources").filter(
        (one) => (one as { requiresDeletionConfirmation?: boolean }).requiresDeletionConfirmation,
    );
    if (guarded.length === 0 || isApproved(application)) return undefined;

    const names = guarded.map((one) => `${textOf(one, "kind")} ${textOf(one, "name")}`).join(", ");
    const namespace = textOf(application, "spec", "destination", "namespace");
    const { state, sentence, log } = sweeper(facts, namespace);
    const waits = `Argo CD deletes nothing until the deletion is approved (${names} asks for it).`;
    const finding = { keeper: `no ${approvalAnnotation}` };
    if (state === "running" || state === "starting") {
        const why = `${waits} The sweeper approves it once application resources are gone: ${sentence}.`;
        return findingOn(application, { ...finding, why, waitsFor: "controller", advice: log ? [log] : [] });
    }
    if (state === "unknown" || !facts.confluent) {
        const why = `${waits} Whether the sweeper runs, which would approve it, could not be seen.`;
        return findingOn(application, { ...finding, why, waitsFor: "user" });
    }
    const left = facts.confluent.filter(
        ({ kind, metadata }) => applicationKinds.includes(kind) && metadata.namespace === namespace,
    );
    const nobody = `${waits} Nobody will approve it: ${sentence}.`;
    if (left.length > 0) {
        const these = left.map(({ kind, metadata }) => `${kind} ${metadata.name}`).join(", ");
        return findingOn(application, {
            ...finding,
            why: `${nobody} First these have to go, while Confluent's operator and its clusters live: ${these}.`,
            waitsFor: "user",
            advice: [
                `kubectl -n ${namespace} delete ${applicationKinds.map((kind) => kind.toLowerCase()).join(",")} --all`,
            ],
        });
    }
    return findingOn(application, {
        ...finding,
        why: `${nobody} No topic, schema or connector is left in ${namespace}, so nothing speaks against it.`,
        waitsFor: "controller",
        remedy: {
            action: "approveDeletion",
            consequence: "Argo CD goes on, and deletes what the Application deployed",
        },
    });
}

/** An approval counts from the deletion on: an earlier one was for something else. */
function isApproved({ metadata }: KubernetesObject): boolean {
    const approved = Date.parse(metadata.annotations?.[approvalAnnotation] ?? "");
    return approved >= Date.parse(metadata.deletionTimestamp ?? "");
}

/** What an Application says itself of its deletion, and which of its resources are still on their way. */
export function progressOf(application: KubernetesObject, { objects }: Pick<Facts, "objects">): string {
    const errors = listOf(application, "status", "conditions")
        .filter((one) => textOf(one, "type")?.endsWith("Error"))
        .map((one) => `It says: ${textOf(one, "message")}.`);
    const terminating = listOf(application, "status", "resources")
        .filter((one) => objects.some((object) => object.metadata.deletionTimestamp && isSame(object, one)))
        .map((one) => `${textOf(one, "kind")} ${textOf(one, "name")}`);
    const waiting = terminating.length > 0 ? [`It waits for ${terminating.join(", ")}.`] : [];
    return [...errors, ...waiting].join(" ");
}

const isSame = ({ kind, metadata }: KubernetesObject, resource: unknown): boolean =>
    kind === textOf(resource, "kind") &&
    metadata.name === textOf(resource, "name") &&
    metadata.namespace === textOf(resource, "namespace");
