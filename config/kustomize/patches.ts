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

/**
 * A strategic merge as Kustomize does it to custom resources, whose lists it has no keys for: objects are merged, lists
 * and values replaced, null removes, `$patch: delete` and `$patch: replace` do as they say.
 */
export function merge(into: Json | undefined, patch: Json): Json | undefined {
    if (!isObject(patch)) return structuredClone(patch);
    const { $patch, ...fields } = patch;
    if ($patch === "delete") return undefined;
    const merged: JsonObject = isObject(into) && $patch !== "replace" ? { ...into } : {};
    for (const [key, value] of Object.entries(fields)) {
        const result = value === null || value === undefined ? undefined : merge(merged[key], value);
        if (result === undefined) delete merged[key];
        else merged[key] = result;
    }
    return merged;
}

function mergeKeepingIdentity({ object, name }: Resource, patch: JsonObject): JsonObject {
    const { apiVersion, kind } = object;
    const merged = merge(object, patch) as JsonObject;
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
