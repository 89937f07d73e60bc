/**
 * Fields for which the real provider replaces an object when they change, because it considers them immutable (for
 * ConfigMaps and Secrets unless the provider resource sets otherwise): `forceNew` in its provider/pkg/provider/diff.go,
 * for the kinds that a program here creates. A change to any other field is an update, and if the API server considers
 * the field immutable as well, such as a StorageClass' `reclaimPolicy`, the preview fails with its message.
 */
import type { Difference } from "../diff";
import { difference } from "../diff";
import { reveal, type PropertyMap } from "../values";
import { isAutonamed, metadata, text } from "./objects";

const ALWAYS = ["kind", "metadata.name", "metadata.namespace"];

const BY_KIND: Readonly<Record<string, readonly string[]>> = {
    ConfigMap: ["data", "binaryData"],
    Secret: ["type", "data", "stringData"],
    StorageClass: ["parameters", "provisioner"],
    PersistentVolumeClaim: ["spec.accessModes", "spec.storageClassName", "spec.selector", "spec.volumeName"],
    Deployment: ["spec.selector"],
    DaemonSet: ["spec.selector"],
    StatefulSet: [
        "spec.selector",
        "spec.serviceName",
        "spec.podManagementPolicy",
        "spec.revisionHistoryLimit",
        "spec.volumeClaimTemplates",
    ],
    Job: ["spec.completions", "spec.parallelism", "spec.selector", "spec.template"],
    Service: ["spec.clusterIP"],
    ResourceQuota: ["spec.scopes"],
    RoleBinding: ["roleRef"],
    ClusterRoleBinding: ["roleRef"],
};

const group = (inputs: PropertyMap): string => (text(reveal(inputs.apiVersion ?? null)) ?? "").replace(/\/?[^/]*$/, "");

/** The changes from the old inputs to the new ones, and whether they require a different object. */
export function objectDifference(olds: PropertyMap, news: PropertyMap): Difference {
    const kind = text(reveal(news.kind ?? null)) ?? "";
    const moved = group(olds) === group(news) ? [] : ["apiVersion"];
    const changes = difference(comparable(olds), comparable(news), [...ALWAYS, ...moved, ...(BY_KIND[kind] ?? [])]);
    const [before, after] = [metadata(olds), metadata(news)];
    const sameName = before.name === after.name && before.namespace === after.namespace;
    const replaces = changes.some(({ replace }) => replace);
    // Two objects with the same name can't exist at the same time.
    return { changes, deleteBeforeReplace: replaces && sameName && !isAutonamed(news) };
}

function comparable(inputs: PropertyMap): PropertyMap {
    return Object.fromEntries(Object.entries(inputs).filter(([key]) => !key.startsWith("__")));
}
