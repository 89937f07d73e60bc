import { OverlayError, UnfollowedError } from "./error";
import { isOwnGroup } from "./identity";
import { type Draft } from "./resource";
import { isObject, type Json, type JsonObject, textOf } from "./json";
import { withoutNulls } from "./yaml";

/** How the lists of an object are merged; undefined if that is unknown. */
type ListRule = (field: string) => { key: string } | "replace" | undefined;

/** Kustomize has no schema for custom resources: it replaces their lists. */
const replaceLists: ListRule = () => "replace";

/**
 * Lists in Kubernetes' own kinds, by field: those whose items a key identifies, and those that are replaced, according
 * to `x-kubernetes-patch-merge-key` in Kubernetes' OpenAPI schema. Others are not handled.
 */
const keyed: Record<string, string> = {
    containers: "name",
    initContainers: "name",
    env: "name",
    volumes: "name",
    imagePullSecrets: "name",
    volumeMounts: "mountPath",
};
const replaced = ["args", "command", "envFrom", "tolerations", "items", "accessModes", "rules", "verbs", "resources"];
const ownLists: ListRule = (field) => {
    const key = keyed[field];
    return key ? { key } : replaced.includes(field) ? "replace" : undefined;
};

/** The versions of Kubernetes' own groups for which Kustomize has a schema. */
const known = ["v1", "apps/v1", "batch/v1", "networking.k8s.io/v1", "policy/v1", "rbac.authorization.k8s.io/v1"];

/** Applies a strategic merge patch to an object, as Kustomize does; undefined if the patch deletes the object. */
export function mergeInto(
    { object, group, apiVersion }: Draft,
    patch: JsonObject,
    file: string,
): JsonObject | undefined {
    const rule = !isOwnGroup(group) ? replaceLists : known.includes(apiVersion) ? ownLists : () => undefined;
    const merged = new Merge(rule, file).merge(object, patch, "") as JsonObject | undefined;
    return merged && withoutNulls(merged);
}

class Merge {
    constructor(
        private readonly rule: ListRule,
        private readonly file: string,
    ) {}

    /** Merges objects, replaces values, and removes fields that are null in the patch. */
    merge(into: Json | undefined, patch: Json, field: string): Json | undefined {
        if (into !== undefined && shapeOf(into) !== shapeOf(patch)) {
            throw new OverlayError(
                this.file,
                `puts a ${shapeOf(patch)} where there is a ${shapeOf(into)}, in ${field}`,
                "correct the patch: Kustomize rejects it",
            );
        }
        if (Array.isArray(patch)) return this.mergeLists(into as Json[] | undefined, patch, field);
        if (!isObject(patch)) return patch;

        const { $patch: directive, ...fields } = patch;
        if (directive !== undefined && !["delete", "replace", "merge"].includes(textOf(directive))) {
            throw new OverlayError(this.file, `has $patch: ${JSON.stringify(directive)}`, "say delete or replace");
        }
        const other = Object.keys(fields).find((key) => key.startsWith("$"));
        if (other) throw new UnfollowedError(this.file, `has ${other}`);
        if (directive === "delete") return undefined;
        const merged: JsonObject = isObject(into) && directive !== "replace" ? { ...into } : {};
        for (const [key, value] of Object.entries(fields)) {
            const result = value === null || value === undefined ? undefined : this.merge(merged[key], value, key);
            if (result === undefined) delete merged[key];
            else merged[key] = result;
        }
        return merged;
    }

    private mergeLists(into: Json[] | undefined, patch: Json[], field: string): Json {
        const rule = this.rule(field);
        if (rule === undefined) throw new UnfollowedError(this.file, `patches the list ${field}`);
        if (rule === "replace") {
            if (/"\$/.test(JSON.stringify(patch)))
                throw new UnfollowedError(this.file, `has $patch in the list ${field}`);
            return structuredClone(patch);
        }
        return this.mergeByKey(into ?? [], patch, rule.key, field);
    }

    /** The patch's items come first, in its order, as in Kustomize. */
    private mergeByKey(into: Json[], patch: Json[], key: string, field: string): Json[] {
        const keyOf = (item: Json) => (isObject(item) ? item[key] : undefined);
        for (const list of [into, patch]) {
            const keys = list.map(keyOf);
            if (keys.some((value) => typeof value !== "string") || new Set(keys).size < keys.length) {
                throw new UnfollowedError(
                    this.file,
                    `patches ${field}, whose items do not each have a ${key} of their own`,
                );
            }
        }
        const find = (items: Json[], wanted: Json) => items.find((item) => keyOf(item) === keyOf(wanted));
        const changed = patch.map((change) => {
            if (isObject(change) && change.$patch === "replace") {
                throw new UnfollowedError(this.file, `has $patch: replace in the list ${field}`);
            }
            return this.merge(find(into, change), change, field);
        });
        const others = into.filter((item) => find(patch, item) === undefined);
        return [...changed, ...others].filter((item) => item !== undefined);
    }
}

const shapeOf = (value: Json): string => (Array.isArray(value) ? "list" : isObject(value) ? "map" : "value");
