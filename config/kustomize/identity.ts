import { OverlayError } from "./error";
import type { Draft, Name } from "./resource";

/** How Kustomize represents the namespace of an object that can't have one (kyaml, resid.TotallyNotANamespace). */
const noNamespace = "_non_namespaceable_";

/**
 * Kinds that Kustomize knows to be cluster-scoped (kyaml, openapi.precomputedIsNamespaceScoped). It treats all others
 * as namespaced, including custom resources.
 */
const clusterScoped: Record<string, string[]> = {
    "admissionregistration.k8s.io": ["MutatingWebhookConfiguration", "ValidatingWebhookConfiguration"],
    "apiextensions.k8s.io": ["CustomResourceDefinition"],
    "apiregistration.k8s.io": ["APIService"],
    "certificates.k8s.io": ["CertificateSigningRequest"],
    "networking.k8s.io": ["IngressClass"],
    "node.k8s.io": ["RuntimeClass"],
    "rbac.authorization.k8s.io": ["ClusterRole", "ClusterRoleBinding"],
    "scheduling.k8s.io": ["PriorityClass"],
    "storage.k8s.io": ["CSIDriver", "CSINode", "StorageClass", "VolumeAttachment"],
    "": ["ComponentStatus", "Namespace", "Node", "NodeProxyOptions", "PersistentVolume"],
};

export const isClusterScoped = ({ group, kind }: Draft): boolean => clusterScoped[group]?.includes(kind) ?? false;

/**
 * Whether a kind is in one of Kubernetes' own groups: `apps`, `networking.k8s.io`, or the core group, which is empty.
 */
export const isOwnGroup = (group: string): boolean => !group.includes(".") || group.endsWith(".k8s.io");

export function nameOf(resource: Draft): Name {
    const { kind, name, namespace = "default" } = resource;
    return { kind, name, namespace: isClusterScoped(resource) ? noNamespace : namespace };
}

/** Records a resource's current name before a change. */
export function remember(resource: Draft): void {
    resource.previous.push(nameOf(resource));
}

const isSame = (one: Name, other: Name): boolean =>
    one.kind === other.kind && one.name === other.name && one.namespace === other.namespace;

const sameVersion = (one: Draft, other: Draft): boolean => one.apiVersion === other.apiVersion;

/** The resources that currently have the same name as `wanted`. */
export const sameNow = (resources: readonly Draft[], wanted: Draft): Draft[] =>
    resources.filter((other) => sameVersion(other, wanted) && isSame(nameOf(other), nameOf(wanted)));

/** The resources that have, or ever had, the name that `wanted` had originally. */
export function sameEver(resources: readonly Draft[], wanted: Draft): Draft[] {
    const first = nameOf(wanted);
    return resources.filter(
        (other) => sameVersion(other, wanted) && [...other.previous, nameOf(other)].some((name) => isSame(name, first)),
    );
}

/** Adds resources; as in Kustomize, no two may have the same name. @param by the kustomization that includes them */
export function append(into: Draft[], resources: readonly Draft[], by: string): void {
    for (const resource of resources) {
        const [other] = sameNow(into, resource);
        if (other) throw twice(resource, other, by);
        into.push(resource);
    }
}

export function twice(one: Draft, other: Draft, by: string): OverlayError {
    const files = other.file === one.file ? one.file : `${other.file} and ${one.file}`;
    return new OverlayError(
        by,
        `has ${one.kind} ${one.name} twice (${files}), which Kustomize rejects`,
        "include a base only once, or give one of the two another name or namespace",
    );
}
