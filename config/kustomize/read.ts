import { OverlayError, UnfollowedError } from "./error";
import type { Checkout } from "./files";
import { generated } from "./generate";
import { append, sameEver, twice } from "./identity";
import { changeImages, imagesOf, isOf } from "./images";
import { type ImageField, type Kustomization, type Patch, readImageFields, readKustomization } from "./kustomization";
import { setAnnotations, setLabels, setNamespace } from "./metadata";
import { finishNames } from "./names";
import { applyPatch, firstPatches, type PatchList } from "./patches";
import { checkMetadata, type Draft, type Resource, toResources } from "./resource";

export interface Rendering {
    /** The namespace that the kustomization sets on its objects; undefined if it leaves that to Argo CD. */
    namespace: string | undefined;
    resources: Resource[];
    /** Fields that contain images, from `configurations:` of the kustomization and its bases. */
    imageFields: ImageField[];
    /** What is listed for no object in the kustomization's own folder, as far as the program's own reader got. */
    idle: Idle[];
    /** The files that were read for it, as far as the program's own reader got. Default: unknown. */
    files?: readonly string[];
}

/**
 * A patch that selects no object, or an image that none has: Kustomize leaves it out without a word. A component may have
 * one for what other overlays have.
 */
export interface Idle {
    /** The kustomization's. */
    file: string;
    of: "patches" | "images";
    /** The target as in the file, or the image's name. */
    what: string;
}

/**
 * The objects of a kustomization as `kustomize build` renders them, read without any tool. The reader rejects whatever
 * it can't handle exactly. It is modelled on kustomize 5.4 to 5.8, api/internal/target.
 * @param path the overlay's folder, relative to the checkout
 * @throws UnfollowedError, or OverlayError if Kustomize rejects it as well
 */
export function read(checkout: Checkout, path: string): Rendering {
    const read: State = { namespace: undefined, resources: [], imageFields: [], idle: [] };
    accumulate(checkout, path, "Kustomization", read, []);
    finishNames(read.resources);
    // A patch may have given two objects the same name, for which Kustomize panics instead of reporting an error.
    append([], read.resources, checkout.kustomizationIn(path));
    return read;
}

interface State extends Rendering {
    resources: Draft[];
}

/**
 * Adds a folder to the current state: a component also changes the state, a base only its own objects. The order is
 * Kustomize's.
 */
function accumulate(
    checkout: Checkout,
    folder: string,
    kind: Kustomization["kind"],
    into: State,
    within: readonly string[],
): void {
    const file = checkout.kustomizationIn(folder);
    const real = checkout.real(folder);
    const around = within.filter((visited) => visited === real || real === "" || visited.startsWith(`${real}/`));
    if (around.length > 0) {
        throw new OverlayError(file, `includes itself through ${within.join(", ")}`, "remove the cycle");
    }
    const kustomization = readKustomization(checkout, file);
    if (kustomization.kind !== kind) {
        if (within.length === 0)
            throw new UnfollowedError(file, "is a Component", "use the overlay that lists it under components");
        throw new OverlayError(
            file,
            `is a ${kustomization.kind}, used as a ${kind}`,
            "list Components under components, and everything else under resources",
        );
    }
    const below = [...within, real];

    for (const entry of [...kustomization.resources, ...kustomization.bases]) {
        const { path, isFolder } = checkout.locate(entry, file);
        if (isFolder) {
            const base: State = { namespace: undefined, resources: [], imageFields: [], idle: [] };
            accumulate(checkout, path, "Kustomization", base, below);
            append(into.resources, base.resources, file);
            into.imageFields.push(...base.imageFields);
        } else {
            const resources = toResources(checkout.documents(path), path);
            for (const { metadata } of resources) checkMetadata(metadata, path);
            append(into.resources, resources, file);
        }
    }
    for (const entry of kustomization.configurations) {
        into.imageFields.push(...readImageFields(checkout, checkout.file(entry, file)));
    }
    checkFields(into.imageFields, file);
    for (const resource of generated(kustomization, checkout, file)) {
        const [other] = sameEver(into.resources, resource);
        if (other) throw twice(resource, other, file);
        into.resources.push(resource);
    }
    for (const entry of kustomization.components) {
        accumulate(checkout, checkout.folder(entry, file), "Component", into, below);
        const checked: Draft[] = [];
        append(checked, into.resources, file);
    }
    // Also what it keeps in a folder of its own, such as version.
    const isOwn = `${real}/`.startsWith(`${within[0] ?? real}/`);
    transform(kustomization, checkout, file, into, isOwn ? into.idle : undefined);
}

/** @param idle gets what is listed for no object; undefined where nobody asks */
function transform(
    kustomization: Kustomization,
    checkout: Checkout,
    file: string,
    into: State,
    idle: Idle[] | undefined,
): void {
    const patch = (list: PatchList, entry: Patch) => {
        const count = into.resources.length;
        const changes = changing(into, () => {
            const { resources, source } = applyPatch(into.resources, list, entry, checkout, file);
            into.resources = resources;
            return source;
        });
        if (changes || into.resources.length !== count) return;
        const what = Object.entries(entry.target ?? {}).map(([key, value]) => `${key} ${value}`);
        idle?.push({ file, of: "patches", what: what.join(", ") });
    };
    for (const [list, entry] of firstPatches(kustomization)) patch(list, entry);
    setNamespace(into.resources, kustomization.namespace, file);
    into.namespace = kustomization.namespace || into.namespace;
    setLabels(into.resources, kustomization, file);
    setAnnotations(into.resources, kustomization, file);
    for (const entry of kustomization.patchesJson6902) patch("patchesJson6902", entry);
    const { images } = kustomization;
    if (images.length === 0) return;
    idle?.push(...idleImages(images, into).map((what): Idle => ({ file, of: "images", what })));
    changing(into, () => {
        for (const resource of into.resources) changeImages(resource, into.imageFields, images, file);
        return file;
    });
}

function idleImages(changes: Kustomization["images"], { resources, imageFields }: State): string[] {
    const images = resources.flatMap((resource) => imagesOf(resource.object, resource, imageFields));
    return changes.filter((change) => !images.some((image) => isOf(image, change))).map(({ name }) => name);
}

/** If two fields have the same path and one applies to more kinds, Kustomize keeps either the first one or both. */
function checkFields(fields: readonly ImageField[], file: string): void {
    const own = /^spec\/(template\/spec\/)?(containers\[\]\/image|initContainers\[\]\/image|volumes\[\]\/)/;
    const covers = (one: ImageField, other: ImageField) =>
        (["group", "version", "kind"] as const).every((part) => !one[part] || one[part] === other[part]);
    for (const [at, field] of fields.entries()) {
        const isUnclear = fields
            .slice(0, at)
            .some(
                (other) =>
                    other.path === field.path &&
                    (covers(other, field) || covers(field, other)) &&
                    !(covers(other, field) && covers(field, other) && !other.create === !field.create),
            );
        if (own.test(field.path) || isUnclear) {
            throw new UnfollowedError(file, `has image fields that cover each other, of ${field.path}`);
        }
    }
}

/**
 * Makes a change, and records the file that `change` returns for every image that it changed.
 * @returns whether any object was changed that is still there
 */
function changing(into: State, change: () => string): boolean {
    // An unchanged resource keeps its object; a patched one gets a new object.
    const before = into.resources.map((resource) => ({ resource, object: resource.object }));
    const file = change();
    let any = false;
    for (const { resource, object } of before) {
        if (resource.object === object) continue;
        any = true;
        resource.changedBy.delete(file);
        resource.changedBy.add(file);
        const images = new Set(imagesOf(object, resource, into.imageFields));
        for (const image of imagesOf(resource.object, resource, into.imageFields)) {
            if (!images.has(image)) resource.setBy.set(image, file);
        }
    }
    return any;
}
