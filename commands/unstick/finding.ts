import type { KubernetesObject } from "../../kubernetes";
import { type ObjectReference, referenceTo } from "./facts";

/** What this command can do about a finding. */
export type Remedy =
    | { action: "removeFinalizer"; finalizer: string; consequence: string }
    | { action: "approveDeletion"; consequence: string }
    | { action: "endSync"; consequence: string };

/** One reason why an object is not deleted, or why an Application doesn't continue. */
export interface Finding {
    object: ObjectReference;
    /** The object, and the operation that doesn't finish. */
    doing: "being deleted" | "syncing";
    /** When that began, RFC 3339: when the deletion was requested, or the sync started. */
    since: string;
    /** What blocks it, such as a finalizer's name. */
    keeper: string;
    /** Why it still exists, in sentences. */
    why: string;
    /** Who has to act next if there is no remedy: Kubernetes, a running controller, or only the user. */
    waitsFor: "kubernetes" | "controller" | "user";
    remedy?: Remedy;
    /** What the user can run, and its effect. */
    advice: string[];
}

/** A key that is the same if the same reason is found again. */
export const keyOf = ({ object, keeper }: Finding): string => `${object.uid ?? object.name} ${keeper}`;

/** A finding about an object. It is being deleted, unless something else is given. */
export const findingOn = (
    object: KubernetesObject,
    rest: Omit<Finding, "object" | "doing" | "since" | "advice"> & Partial<Finding>,
): Finding => ({
    doing: "being deleted",
    since: object.metadata.deletionTimestamp ?? "",
    advice: [],
    ...rest,
    object: referenceTo(object),
});

/** An object in kubectl's notation: `-n confluent kafkatopic.platform.confluent.io orders`. */
export function kubectlName({ apiVersion, kind, namespace, name }: ObjectReference): string {
    const group = apiVersion.includes("/") ? `.${apiVersion.split("/")[0]}` : "";
    return `${namespace ? `-n ${namespace} ` : ""}${kind.toLowerCase()}${group} ${name}`;
}

/** A command that removes one finalizer, and does nothing if the list has changed in the meantime. */
export function removalCommand(object: KubernetesObject, finalizer: string): string {
    const path = `/metadata/finalizers/${(object.metadata.finalizers ?? []).indexOf(finalizer)}`;
    const patch = [
        { op: "test", path, value: finalizer },
        { op: "remove", path },
    ];
    const [namespace, kindAndName] = splitName(kubectlName(referenceTo(object)));
    return `kubectl ${namespace}patch ${kindAndName} --type=json -p '${JSON.stringify(patch)}'`;
}

function splitName(name: string): [string, string] {
    const match = /^(-n \S+ )?(.*)$/.exec(name);
    return [match?.[1] ?? "", match?.[2] ?? ""];
}
