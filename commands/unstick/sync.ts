import type { KubernetesObject } from "../../kubernetes";
import { argoCdController } from "./controllers";
import { type Facts, fieldOf, listOf, textOf } from "./facts";
import { type Finding, findingOn } from "./finding";

const mostNamed = 5;

/**
 * A heal that waits for something that it doesn't create itself. If Argo CD heals while a namespace is being deleted, it
 * syncs only what is gone by then (autoSync in its controller/appcontroller.go, v3.6.1), and starts no other sync until
 * that one is over. A sync of some objects that a person started is left to that person. Also undefined while the namespace
 * doesn't exist, or is being deleted, because the next sync could do no better.
 */
export function partialSync(application: KubernetesObject, facts: Facts): Finding | undefined {
    const { namespaceObject } = facts;
    if (!namespaceObject || namespaceObject.metadata.deletionTimestamp || application.metadata.deletionTimestamp)
        return undefined;
    const operationState = fieldOf(application, "status", "operationState");
    const message = textOf(operationState, "message") ?? "";
    const named = listOf(operationState, "operation", "sync", "resources");
    if (textOf(operationState, "phase") !== "Running" || named.length === 0) return undefined;
    if (fieldOf(operationState, "operation", "initiatedBy", "automated") !== true) return undefined;
    if (!message.startsWith("waiting for healthy state of ") || argoCdController(facts).state !== "running")
        return undefined;
    const left = listOf(application, "status", "resources").filter(
        (one) =>
            textOf(one, "status") === "OutOfSync" &&
            !fieldOf(one, "requiresPruning") &&
            !named.some((other) => isSame(one, other)),
    );
    if (left.length === 0) return undefined;
    return findingOn(application, {
        doing: "syncing",
        since: textOf(operationState, "startedAt") ?? "",
        keeper: message,
        why:
            `This sync is for ${named.length === 1 ? "one object" : `${named.length} objects`} only. Out of sync, and no part ` +
            `of it: ${namesOf(left)}. What it waits for may need one of those, and no other sync begins before it ends.`,
        waitsFor: "controller",
        remedy: { action: "endSync", consequence: "Argo CD then begins another, of everything" },
    });
}

/** A sync's list contains no namespace if Argo CD wrote it, and an empty API group for the core group. */
function isSame(resource: unknown, named: unknown): boolean {
    const namespace = textOf(named, "namespace");
    return (
        ["group", "kind", "name"].every((field) => textOf(resource, field) === textOf(named, field)) &&
        (!namespace || namespace === textOf(resource, "namespace"))
    );
}

function namesOf(resources: readonly unknown[]): string {
    const names = resources.slice(0, mostNamed).map((one) => `${textOf(one, "kind")} ${textOf(one, "name")}`);
    const more = resources.length > mostNamed ? ` and ${resources.length - mostNamed} more` : "";
    return names.join(", ") + more;
}
