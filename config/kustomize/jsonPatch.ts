import { applyPatch, type Operation, Pointer } from "rfc6902";
import { z } from "zod";
import { OverlayError, UnfollowedError } from "./error";
import { type Draft } from "./resource";
import { isObject, type Json, type JsonObject } from "./json";
import { withoutNulls } from "./yaml";

/** Applies a JSON patch (RFC 6902) to a resource's object. @param file the file that contains the patch */
export function patchedByJson(resource: Draft, operations: readonly Json[], file: string): JsonObject {
    const object = structuredClone(resource.object);
    // Kustomize keeps its record of earlier names there, so the path exists for every patch.
    const metadata = object.metadata as JsonObject;
    if (resource.previous.length > 0) metadata.annotations ??= {};
    for (const operation of operations) apply(object, operation, file);

    const { apiVersion, kind } = object;
    const isWhole = isObject(object.metadata) && typeof object.metadata.name === "string" && object.metadata.name;
    if (typeof apiVersion !== "string" || typeof kind !== "string" || !isWhole) {
        throw new UnfollowedError(file, "has a JSON patch that removes the name of an object");
    }
    const { annotations } = object.metadata as JsonObject;
    if (isObject(annotations) && Object.keys(annotations).length === 0)
        delete (object.metadata as JsonObject).annotations;
    return withoutNulls(object);
}

const operationShape = z.object({
    op: z.enum(["add", "remove", "replace", "move", "copy", "test"]),
    path: z.string(),
    from: z.string().optional(),
    value: z.unknown().optional(),
});

function apply(object: JsonObject, operation: Json, file: string): void {
    const refused = (what: string) =>
        new OverlayError(file, `has a JSON patch that fails: ${what}`, "correct op and path");
    const { data } = operationShape.safeParse(operation);
    if (!data) throw refused(`${JSON.stringify(operation)} is not an operation`);
    const { op, path, from, value } = data;
    const reads = op === "move" || op === "copy";
    if (reads && from === undefined) throw refused(`${op} without from`);
    for (const pointer of reads ? [from ?? "", path] : [path]) {
        // A change to all metadata or annotations also affects Kustomize's own annotations.
        if (/^(\/metadata)?$/.test(pointer) || (op !== "add" && pointer === "/metadata/annotations")) {
            throw new UnfollowedError(file, `has a JSON patch of the whole ${pointer || "object"}`);
        }
        checkPlace(object, pointer, op, file, refused);
    }
    if (["add", "replace", "test"].includes(op) && (value === undefined || (op === "test" && value === null))) {
        throw new UnfollowedError(file, `has a JSON patch with ${op} and no value`);
    }
    if (op === "copy" && Pointer.fromJSON(from ?? "").evaluate(object).value === undefined) {
        throw new UnfollowedError(file, `has a JSON patch that copies ${from}, which is not there`);
    }
    // In Kustomize's library, replace also works on a path that doesn't exist, as add does.
    const isNew = op === "replace" && Pointer.fromJSON(path).evaluate(object).value === undefined;
    const applied = { ...(operation as object), op: isNew ? "add" : op } as Operation;
    const [failed] = applyPatch(object, [applied]);
    // Or the field exists and is null, and such fields are left out here.
    if (failed)
        throw new UnfollowedError(file, `has a JSON patch that fails: ${failed.message}`, "correct op and path");
}

/** Checks that a pointer means the same to Kustomize's library (evanphx/json-patch) as to this one. */
function checkPlace(
    object: JsonObject,
    pointer: string,
    op: string,
    file: string,
    refused: (what: string) => OverlayError,
): void {
    if (!pointer.startsWith("/")) throw refused(`path ${pointer} does not begin with a slash`);
    const { parent, key } = Pointer.fromJSON(pointer).evaluate(object) as { parent: unknown; key: string };
    if (Array.isArray(parent)) {
        const isEnd = key === "-" && op === "add";
        if (!isEnd && !/^(0|[1-9]\d*)$/.test(key)) throw new UnfollowedError(file, `has a JSON patch at ${pointer}`);
        if (!isEnd && Number(key) > parent.length - (op === "add" ? 0 : 1)) throw refused(`there is no ${pointer}`);
    } else if (!isObject(parent)) {
        throw refused(`there is no ${pointer}`);
    }
}
