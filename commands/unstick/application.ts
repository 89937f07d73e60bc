import type { KubernetesObject } from "../../kubernetes";
import { argoCdController, type Controller, sweeper, sweeperName } from "./controllers";
import { type Facts, listOf, textOf } from "./facts";
import { type Finding, findingOn } from "./finding";
import { isUsers } from "./needs";

/** What Argo CD waits for before it deletes a resource with `Delete=confirm` or `Prune=confirm`. */
export const approvalAnnotation = "argocd.argoproj.io/deletion-approved";

/**
 * This project's own annotation: a person's confirmation, if more than the sweeper requires one. See
 * gitops/platform/base/sweeper.
 */
export const drainAnnotation = "confluent-gitops/drain";

/** Whether Argo CD can no longer delete an Application because its AppProject, which it reads first, is gone. */
export function missingProject(
    application: KubernetesObject,
    { projects }: Pick<Facts, "projects">,
): string | undefined {
    const name = textOf(application, "spec", "project") ?? "default";
    return projects && !projects.some(({ metadata }) => metadata.name === name) ? name : undefined;
}

/**
 * Why an Application that is being deleted waits although Argo CD is running: the deletion of a resource has to be
 * confirmed. In this project, a sweeper confirms it after it has removed what only the operators can delete.
 */
export function unconfirmed(application: KubernetesObject, facts: Facts): Finding | undefined {
    if (argoCdController(facts).state !== "running") return undefined;
    const guarded = listOf(application, "status", "resources").filter(
        (one) => (one as { requiresDeletionConfirmation?: boolean }).requiresDeletionConfirmation,
    );
    if (guarded.length === 0 || isApproved(application)) return undefined;

    const namespace = textOf(application, "spec", "destination", "namespace");
    const swept = sweeper(facts, namespace);
    const others = guarded.filter((one) => textOf(one, "name") !== sweeperName);
    if (others.length > 0 && application.metadata.annotations?.[drainAnnotation] !== "approved") {
        return waitsForPerson(application, others, swept);
    }
    const why = `Argo CD deletes nothing until the deletion is approved (${namesOf(guarded)} asks for it).`;
    if (swept.state === "running" || swept.state === "starting") {
        return findingOn(application, {
            keeper,
            why: `${why} The sweeper approves it once topics, schemas and connectors are gone: ${swept.sentence}.`,
            waitsFor: "controller",
            advice: swept.log ? [swept.log] : [],
        });
    }
    if (swept.state === "unknown" || !facts.confluent) {
        const unseen = `${why} Whether the sweeper is running, which would approve it, could not be determined.`;
        return findingOn(application, { keeper, why: unseen, waitsFor: "user" });
    }
    return nobodyApproves(application, facts.confluent, namespace, `${why} Nobody will approve it: ${swept.sentence}.`);
}

const keeper = `no ${approvalAnnotation}`;
const namesOf = (resources: readonly unknown[]) =>
    resources.map((one) => `${textOf(one, "kind")} ${textOf(one, "name")}`).join(", ");

/** Somebody asked to be consulted, so this command doesn't answer for them. */
function waitsForPerson(application: KubernetesObject, others: readonly unknown[], { state }: Controller): Finding {
    const { namespace, name, deletionTimestamp } = application.metadata;
    const approval =
        state === "running" || state === "starting"
            ? `${drainAnnotation}=approved`
            : `${approvalAnnotation}=$(date -u +%Y-%m-%dT%H:%M:%SZ)`;
    return findingOn(application, {
        keeper,
        why: `${namesOf(others)} asks to be confirmed by a person before anything is deleted (since ${deletionTimestamp}).`,
        waitsFor: "user",
        advice: [`kubectl -n ${namespace} annotate --overwrite application ${name} ${approval}`],
    });
}

/** Without a sweeper, deletion may continue once nothing is left that only a running platform can delete. */
function nobodyApproves(
    application: KubernetesObject,
    confluent: readonly KubernetesObject[],
    namespace: string | undefined,
    why: string,
): Finding {
    const left = confluent.filter(
        (one) => isUsers(one) && one.metadata.namespace === namespace && (one.metadata.finalizers ?? []).length > 0,
    );
    if (left.length === 0) {
        return findingOn(application, {
            keeper,
            why: `${why} No topic, schema or connector is left in ${namespace}, so it is safe to approve.`,
            waitsFor: "controller",
            remedy: { action: "approveDeletion", consequence: "Argo CD then deletes what the Application deployed" },
        });
    }
    const these = left.map(({ kind, metadata }) => `${kind} ${metadata.name}`).join(", ");
    const kinds = [...new Set(left.map(({ kind }) => kind.toLowerCase()))].join(",");
    return findingOn(application, {
        keeper,
        why: `${why} First these have to go, while Confluent's operator and its clusters live: ${these}.`,
        waitsFor: "user",
        advice: [`kubectl -n ${namespace} delete ${kinds} --all   (then this command again)`],
    });
}

/** A confirmation counts only if it was given after the deletion started. */
function isApproved({ metadata }: KubernetesObject): boolean {
    const approved = Date.parse(metadata.annotations?.[approvalAnnotation] ?? "");
    return approved >= Date.parse(metadata.deletionTimestamp ?? "");
}

/** What an Application's status says about its deletion, and which of its resources are still being deleted. */
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
