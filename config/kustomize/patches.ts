import { OverlayError, UnfollowedError } from "./error";
import type { Checkout } from "./files";
import { append, nameOf, remember, sameEver } from "./identity";
import { selected } from "./select";
import { patchedByJson } from "./jsonPatch";
import type { Kustomization, Patch, Target } from "./kustomization";
import { mergeInto } from "./merge";
import { checkMetadata, type Draft, toResources } from "./resource";
import { isObject, type Json, type JsonObject } from "./json";
import { parseDocuments } from "./yaml";

type Options = NonNullable<Patch["options"]>;

/**
 * The list of a kustomization that contains an entry; the two old ones are read slightly differently from `patches`.
 */
export type PatchList = "patches" | "patchesStrategicMerge" | "patchesJson6902";

/** The patches that precede all other changes, in Kustomize's order. */
export function firstPatches({ patchesStrategicMerge, patches }: Kustomization): [PatchList, Patch][] {
    return [
        // An entry of the old list is either a patch or the file that contains it.
        ...patchesStrategicMerge.map((text): [PatchList, Patch] => [
            "patchesStrategicMerge",
            /[\n{]/.test(text) ? { patch: text } : { path: text },
        ]),
        ...patches.map((entry): [PatchList, Patch] => ["patches", entry]),
    ];
}

/**
 * Applies one patch to `resources`.
 * @param source the file that contains the patch
 * @param file the kustomization's
 */
export function applyPatch(
    resources: Draft[],
    list: PatchList,
    { path, patch: inline = "", target, options = {} }: Patch,
    checkout: Checkout,
    file: string,
): { resources: Draft[]; source: string } {
    if (!path === !inline.trim()) {
        throw new OverlayError(
            file,
            `has an entry of ${list} with both or neither of path and patch`,
            "keep one of them",
        );
    }
    const source = path ? checkout.file(path, file) : file;
    const text = path ? checkout.contents(source).toString("utf8") : inline.trim();
    const place = path ? source : `${file}, inline patch`;
    const documents = parseDocuments(text, place);
    const isJson = documents.some(Array.isArray);
    if (documents.length === 0 && list !== "patches") {
        throw new OverlayError(source, "has an empty patch, which Kustomize rejects", `remove it from ${list}`);
    }
    if (list === (isJson ? "patchesStrategicMerge" : "patchesJson6902")) {
        throw new OverlayError(source, `has no patch of the kind that ${list} wants`, "move it to patches");
    }
    if (isJson) {
        patchAll(resources, operationsIn(text, place), list, target, source);
        return { resources, source };
    }
    const patches = documents.map((document) => asPatch(document as JsonObject, list === "patches" && !target, source));
    if (target && patches.length > 1) {
        throw new OverlayError(source, "has several patches for one target", "give each an entry of its own");
    }
    let left = resources;
    for (const one of patches) {
        left = target ? mergeAll(left, one, target, options, source) : mergeOne(left, one, options, source);
    }
    return { resources: left, source };
}

function operationsIn(text: string, place: string): Json[] {
    if (text.startsWith("[")) {
        // Kustomize reads text that begins like JSON as JSON.
        try {
            JSON.parse(text);
        } catch {
            throw new OverlayError(place, "has a JSON patch in brackets that is not JSON", "write it as a YAML list");
        }
    }
    const [operations = [], ...others] = parseDocuments(text, place, "json");
    if (others.length > 0) throw new UnfollowedError(place, "has several documents, one of them a JSON patch");
    return operations as Json[];
}

function patchAll(
    resources: Draft[],
    operations: Json[],
    list: PatchList,
    target: Target | undefined,
    file: string,
): void {
    if (operations.length === 0 && list === "patches") return;
    if (!target || (list === "patchesJson6902" && !target.name)) {
        throw new OverlayError(file, "has a JSON patch without a target", "set target.kind and target.name");
    }
    for (const resource of selected(resources, target, file)) {
        if (list === "patches") remember(resource);
        resource.object = patchedByJson(resource, operations, file);
        checkMetadata(resource.metadata, file);
    }
}

/** A merge patch in the form that Kustomize requires: it has an object's complete name, even if there is a target. */
function asPatch(document: JsonObject, mayRemove: boolean, file: string): Draft {
    const metadata = isObject(document) && isObject(document.metadata) ? document.metadata : {};
    for (const field of ["labels", "annotations"]) {
        const values = metadata[field];
        if (values === undefined) continue;
        const isText =
            isObject(values) &&
            Object.values(values).every((value) => typeof value === "string" || (value === null && mayRemove));
        if (!isText || "$patch" in values)
            throw new UnfollowedError(file, `patches metadata.${field} with something else than text`);
    }
    const [patch, ...others] = toResources([structuredClone(document)], file);
    if (!patch || others.length > 0) throw new UnfollowedError(file, "has a list of patches");
    const own = Object.keys((metadata.annotations as JsonObject | undefined) ?? {}).find((key) =>
        /(^|\.)config\.kubernetes\.io\//.test(key),
    );
    if (own) throw new UnfollowedError(file, `has Kustomize's own ${own}`);
    patch.object = document;
    return patch;
}

/** A patch without a target applies to the one object that it names, by its current or an earlier name. */
function mergeOne(resources: Draft[], patch: Draft, options: Options, file: string): Draft[] {
    const [resource, other] = sameEver(resources, patch);
    const called = `${JSON.stringify(patch.kind)} ${JSON.stringify(patch.name)} of ${JSON.stringify(patch.apiVersion)}`;
    if (!resource) {
        const elsewhere = resources.find(({ kind, name }) => kind === patch.kind && name === patch.name);
        throw new OverlayError(
            file,
            `patches ${called}, which does not exist`,
            elsewhere
                ? `there is one of ${elsewhere.apiVersion} in namespace ${nameOf(elsewhere).namespace}: correct apiVersion or metadata.namespace`
                : "correct apiVersion, kind or metadata.name",
        );
    }
    if (other) {
        throw new OverlayError(file, `patches ${called}, of which there is more than one`, "set metadata.namespace");
    }
    return mergeEach(resources, [resource], patch, options, file);
}

/** A patch with a target applies to everything that it selects, after which no two objects may have the same name. */
function mergeAll(resources: Draft[], patch: Draft, target: Target, options: Options, file: string): Draft[] {
    const checked: Draft[] = [];
    append(checked, mergeEach(resources, selected(resources, target, file), patch, options, file), file);
    return checked;
}

function mergeEach(all: Draft[], matches: Draft[], patch: Draft, options: Options, file: string): Draft[] {
    const gone = new Set<Draft>();
    for (const resource of matches) {
        const { kind, name, namespace } = resource;
        const { apiVersion } = resource.object;
        const { allowNameChange = false, allowKindChange = false } = options;
        if (allowNameChange || allowKindChange) remember(resource);
        const merged = mergeInto(resource, patch.object, file);
        if (!merged) {
            gone.add(resource);
            continue;
        }
        if (!isObject(merged.metadata)) throw new UnfollowedError(file, "patches metadata as a whole");
        const { namespace: _, ...metadata } = merged.metadata;
        resource.object = {
            ...merged,
            apiVersion,
            kind: allowKindChange ? patch.kind : kind,
            metadata: {
                ...metadata,
                name: allowNameChange ? (metadata.name ?? name) : name,
                ...(namespace === undefined ? {} : { namespace }),
            },
        };
    }
    return all.filter((resource) => !gone.has(resource));
}
