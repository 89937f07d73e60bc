import { OverlayError, UnfollowedError } from "./error";
import { isClusterScoped, remember, sameNow, twice } from "./identity";
import type { Kustomization, Label } from "./kustomization";
import { checkMetadata, type Draft } from "./resource";
import { isObject, type JsonObject } from "./json";

/** Kinds in which Kustomize sets a namespace in more fields than metadata. */
const withNamespaces = [
    "APIService",
    "CustomResourceDefinition",
    "MutatingWebhookConfiguration",
    "Namespace",
    "ValidatingWebhookConfiguration",
];

/** Puts all resources into one namespace, where no two of them may have the same name. */
export function setNamespace(resources: readonly Draft[], namespace: string | undefined, file: string): void {
    if (!namespace) return;
    for (const resource of resources) {
        const { kind, object } = resource;
        const bindsDefault = Array.isArray(object.subjects) && JSON.stringify(object.subjects).includes('"default"');
        if (withNamespaces.includes(kind) || (kind.endsWith("RoleBinding") && bindsDefault)) {
            throw new UnfollowedError(file, `sets the namespace of ${kind} ${resource.name}`);
        }
        remember(resource);
        if (!isClusterScoped(resource)) resource.metadata.namespace = namespace;
        const [one, other] = sameNow(resources, resource);
        if (one && other) throw twice(other, one, file);
    }
}

/** Where a kind keeps the metadata of its pods, in addition to its own (api/internal/konfig/builtinpluginconsts). */
const templates: Record<string, string[]> = {
    Deployment: ["spec/template/metadata"],
    ReplicaSet: ["spec/template/metadata"],
    DaemonSet: ["spec/template/metadata"],
    StatefulSet: ["spec/template/metadata"],
    Job: ["spec/template/metadata"],
    CronJob: ["spec/jobTemplate/metadata", "spec/jobTemplate/spec/template/metadata"],
};

/** Kinds that select by labels: labels that are added to selectors are not handled. */
const selecting = [
    ...Object.keys(templates),
    "Service",
    "ReplicationController",
    "NetworkPolicy",
    "PodDisruptionBudget",
];

export function setLabels(resources: readonly Draft[], { labels, commonLabels }: Kustomization, file: string): void {
    const common: Label[] =
        Object.keys(commonLabels).length > 0 ? [{ pairs: commonLabels, includeSelectors: true }] : [];
    for (const { pairs, includeSelectors, includeTemplates } of [...labels, ...common]) {
        for (const resource of resources) {
            const { kind } = resource;
            if (includeSelectors ? selecting.includes(kind) : includeTemplates && isAwkward(kind)) {
                throw new UnfollowedError(file, `adds labels to more than the metadata of ${kind} ${resource.name}`);
            }
            const places = includeTemplates && !includeSelectors ? (templates[kind] ?? []) : [];
            for (const place of ["metadata", ...places]) add(resource, `${place}/labels`, pairs, file);
        }
    }
}

export function setAnnotations(resources: readonly Draft[], { commonAnnotations }: Kustomization, file: string): void {
    if (Object.keys(commonAnnotations).length === 0) return;
    for (const resource of resources) {
        if (resource.kind === "ReplicationController") {
            throw new UnfollowedError(file, "adds annotations to a ReplicationController");
        }
        for (const place of ["metadata", ...(templates[resource.kind] ?? [])]) {
            add(resource, `${place}/annotations`, commonAnnotations, file);
        }
    }
}

/** Kinds whose claim templates are labelled too, or for which the version matters. */
const isAwkward = (kind: string): boolean => ["StatefulSet", "ReplicationController"].includes(kind);

function add(resource: Draft, path: string, pairs: Record<string, string>, file: string): void {
    if (Object.keys(pairs).length === 0) return;
    let node: JsonObject = resource.object;
    for (const field of path.split("/")) {
        const next = (node[field] ??= {});
        if (!isObject(next)) {
            const { kind, name } = resource;
            throw new OverlayError(
                file,
                `adds ${path} to ${kind} ${name}, where ${field} is not a map`,
                "correct the object",
            );
        }
        node = next;
    }
    Object.assign(node, pairs);
    checkMetadata(resource.metadata, file);
}
