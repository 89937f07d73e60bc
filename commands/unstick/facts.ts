import type { KubernetesObject } from "../../kubernetes";

/**
 * What was read from a cluster, as the input of `diagnose`. Lists that could not be read are undefined, and nothing is
 * concluded from them.
 */
export interface Facts {
    /** The namespace's name. */
    namespace: string;
    /** The Namespace itself. Undefined if it doesn't exist. */
    namespaceObject: KubernetesObject | undefined;
    /** Everything in the namespace, including what is not being deleted. */
    objects: KubernetesObject[];
    /** Argo CD's Applications in the namespace, and those with resources in it. */
    applications: KubernetesObject[];
    /** AppProjects of all namespaces. */
    projects: KubernetesObject[] | undefined;
    /** Deployments and StatefulSets of all namespaces. */
    workloads: KubernetesObject[] | undefined;
    /** Objects of Confluent's kinds, of all namespaces. */
    confluent: KubernetesObject[] | undefined;
    /** Whether `confluent` contains only this namespace, because the user may not list others. */
    isConfluentHereOnly?: boolean;
    /** What could not be read, for the user. */
    unread: string[];
    now: Date;
}

/** An object's name for people and for `kubectl`. */
export interface ObjectReference {
    apiVersion: string;
    kind: string;
    namespace?: string;
    name: string;
    uid?: string;
}

export const referenceTo = ({ apiVersion, kind, metadata }: KubernetesObject): ObjectReference => ({
    apiVersion,
    kind,
    namespace: metadata.namespace,
    name: metadata.name ?? "",
    uid: metadata.uid,
});

/** A field by its path. Undefined if anything on the way is missing: `fieldOf(topic, "spec", "kafkaClusterRef")`. */
export function fieldOf(object: unknown, ...path: string[]): unknown {
    return path.reduce<unknown>((at, key) => (at as Record<string, unknown> | null | undefined)?.[key], object);
}

/** A text field. Undefined for anything else, and for an empty text. */
export function textOf(object: unknown, ...path: string[]): string | undefined {
    const value = fieldOf(object, ...path);
    return typeof value === "string" && value ? value : undefined;
}

/** A list field. Empty if it is missing. */
export function listOf(object: unknown, ...path: string[]): unknown[] {
    const value = fieldOf(object, ...path);
    return Array.isArray(value) ? value : [];
}
