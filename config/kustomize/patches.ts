import { applyPatch, type Operation } from "rfc6902";
import { OverlayError } from "./error";
import type { Target } from "./kustomization";
import { isObject, type Json, type JsonObject, type Resource } from "./resource";

/**
 * Patches `resources` in place, and returns those that are left.
 * @param patch a document of the patch: a list is a JSON patch (RFC 6902), an object a strategic merge patch
 * @param file where the patch stands
 */
export function applyTo(resources: Resource[], patch: unknown, target: Target | undefined, file: string): Resource[] {
    if (Array.isArray(patch)) {
        if (!target)
            throw new OverlayError(file, "has a JSON patch without a target", "say target.kind and target.name");
        for (const { object } of resources.filter(selectedBy(target))) applyOperations(object, patch, file);
        return resources;
    }
    if (!isObject(patch)) {
        throw new OverlayError(file, "has a patch that is neither object nor list", "write a partial object");
    }
    const matches = resources.filter(target ? selectedBy(target) : named(patch));
    if (!target && matches.length === 0) {
        const { apiVersion, kind, metadata } = patch;
        const name = isObject(metadata) ? metadata.name : undefined;
        throw new OverlayError(
            file,
            `patches ${JSON.stringify(kind)} ${JSON.stringify(name)} of ${JSON.stringify(apiVersion)}, which is not there`,
            "correct apiVersion, kind or metadata.name",
        );
    }
    if (patch.$patch === "delete") return resources.filter((resource) => !matches.includes(resource));
    for (const resource of matches) resource.object = mergeKeepingIdentity(resource, patch);
    return resources;
}

/** Lists of Kubernetes's own kinds whose items a strategic merge tells apart by `name`. */
const namedLists = ["containers", "initContainers", "env", "volumes"];

/**
 * A strategic merge as Kustomize does it: objects are merged, lists and values replaced, null removes, `$patch: delete`
 * and `$patch: replace` do as they say. Lists of custom resources have no keys; of Kubernetes's own, those that lead to
 * an image are followed.
 *
 * @param isBuiltIn whether the object is of one of Kubernetes's own kinds
 * @param field that holds `into`
 */
export function merge(into: Json | undefined, patch: Json, isBuiltIn = false, field = ""): Json | undefined {
    if (isBuiltIn && namedLists.includes(field) && Array.isArray(into) && Array.isArray(patch)) {
        return mergeByName(into, patch);
    }
    if (!isObject(patch)) return structuredClone(patch);
    const { $patch, ...fields } = patch;
    if ($patch === "delete") return undefined;
    const merged: JsonObject = isObject(into) && $patch !== "replace" ? { ...into } : {};
    for (const [key, value] of Object.entries(fields)) {
        const result = value === null || value === undefined ? undefined : merge(merged[key], value, isBuiltIn, key);
        if (result === undefined) delete merged[key];
        else merged[key] = result;
    }
    return merged;
}

/** What the patch names comes first, in its order, as Kustomize has it. */
function mergeByName(into: Json[], patch: Json[]): Json[] {
    const nameOf = (item: Json) => (isObject(item) ? item.name : undefined);
    const find = (items: Json[], wanted: Json) => items.find((item) => nameOf(item) === nameOf(wanted));
    const changed = patch.map((change) => merge(find(into, change), change, true));
    const others = into.filter((item) => find(patch, item) === undefined);
    return [...changed, ...others].filter((item) => item !== undefined);
}

/** Groups of Kubernetes's own kinds: `apps`, `networking.k8s.io`, and the core one, which is empty. */
const isOwnGroup = (group: string): boolean => !group.includes(".") || group.endsWith(".k8s.io");

function mergeKeepingIdentity({ object, name, group }: Resource, patch: JsonObject): JsonObject {
    const { apiVersion, kind } = object;
    const merged = merge(object, patch, isOwnGroup(group)) as JsonObject;
    return { ...merged, apiVersion, kind, metadata: { ...(merged.metadata as JsonObject), name } };
}

function applyOperations(object: JsonObject, operations: unknown[], file: string): void {
    const failed = applyPatch(object, operations as Operation[]).find((error) => error !== null);
    if (failed) throw new OverlayError(file, `has a JSON patch that fails: ${failed.message}`, "correct op and path");
}

function named({ apiVersion, kind, metadata }: JsonObject): (resource: Resource) => boolean {
    const name = isObject(metadata) ? metadata.name : undefined;
    return (resource) => resource.object.apiVersion === apiVersion && resource.kind === kind && resource.name === name;
}

/** Kustomize takes each field of a target as a regular expression on the whole value. */
function selectedBy(target: Target): (resource: Resource) => boolean {
    const whole = (pattern: string | undefined) => new RegExp(`^(?:${pattern ?? ".*"})$`);
    const [group, version, kind, name] = [target.group, target.version, target.kind, target.name].map(whole);
    return (resource) =>
        !!group?.test(resource.group) &&
        !!version?.test(resource.version) &&
        !!kind?.test(resource.kind) &&
        !!name?.test(resource.name);
}
