import type { KubernetesObject } from "../../kubernetes";

/** What was seen of a cluster, for `diagnose` to judge. Lists that could not be read are undefined: nothing is concluded from them. */
export interface Facts {
    /** The namespace's name. */
    namespace: string;
    /** The Namespace itself; undefined where it is not there. */
    namespaceObject: KubernetesObject | undefined;
    /** Everything in the namespace, whether it is being deleted or not. */
    objects: KubernetesObject[];
    /** Argo CD's Applications in the namespace, or with something in it. */
    applications: KubernetesObject[];
    /** AppProjects of all namespaces. */
    projects: KubernetesObject[] | undefined;
    /** Deployments and StatefulSets of all namespaces. */
    workloads: KubernetesObject[] | undefined;
    /** Objects of Confluent's kinds, of all namespaces. */
    confluent: KubernetesObject[] | undefined;
    /** Whether `confluent` is of this namespace alone: the user may not list others'. */
    isConfluentHereOnly?: boolean;
    /** What could not be read, as a user is told it. */
    unread: string[];
    now: Date;
}

/** An object that is named as a reader and `kubectl` name it. */
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

/** A field by its path, and undefined where anything on the way is not there: `fieldOf(topic, "spec", "kafkaClusterRef")`. */
export function fieldOf(object: unknown, ...path: string[]): unknown {
    return path.reduce<unknown>((at, key) => (at as Record<string, unknown> | null | undefined)?.[key], object);
}

/** A field that holds text; undefined for anything else, and for an empty one. */
export function textOf(object: unknown, ...path: string[]): string | undefined {
    const value = fieldOf(object, ...path);
    return typeof value === "string" && value ? value : undefined;
}

/** A field that holds a list; empty where it is not there. */
export function listOf(object: unknown, ...path: string[]): unknown[] {
    const value = fieldOf(object, ...path);
    return Array.isArray(value) ? value : [];
}
