import type { KubernetesObject } from "../../kubernetes";
import { type ObjectReference, referenceTo } from "./facts";

/** What this command can do about a finding. */
export type Remedy =
    | { action: "removeFinalizer"; finalizer: string; consequence: string }
    | { action: "approveDeletion"; consequence: string }
    | { action: "endSync"; consequence: string };

/** One thing that keeps one object from going, or an Application from going on. */
export interface Finding {
    object: ObjectReference;
    /** What it is about, and comes to no end with. */
    doing: "being deleted" | "syncing";
    /** When that began, RFC 3339: when its deletion was asked for, or the sync started. */
    since: string;
    /** What keeps it, such as a finalizer's name. */
    keeper: string;
    /** Why it is still there, in sentences. */
    why: string;
    /** Who has to act next, where there is no remedy: Kubernetes, a controller that lives, or only the user. */
    waitsFor: "kubernetes" | "controller" | "user";
    remedy?: Remedy;
    /** What the user can type, and see or do by it. */
    advice: string[];
}

/** The same thing, seen twice: the same text. */
export const keyOf = ({ object, keeper }: Finding): string => `${object.uid ?? object.name} ${keeper}`;

/** A finding on an object, which is being deleted where nothing else is said. */
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

/** How kubectl names an object: `-n confluent kafkatopic.platform.confluent.io orders`. */
export function kubectlName({ apiVersion, kind, namespace, name }: ObjectReference): string {
    const group = apiVersion.includes("/") ? `.${apiVersion.split("/")[0]}` : "";
    return `${namespace ? `-n ${namespace} ` : ""}${kind.toLowerCase()}${group} ${name}`;
}

/** A command that takes one finalizer off, and does nothing where the list has changed since. */
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
