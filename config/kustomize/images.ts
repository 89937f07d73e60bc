import { OverlayError, UnfollowedError } from "./error";
import type { ImageChange, ImageField } from "./kustomization";
import { isObject, type Json, type JsonObject } from "./json";
import type { Resource } from "./resource";

/** An image's parts, `registry/name:tag@digest`; tag and digest are undefined if it has none. */
export interface ImageParts {
    name: string;
    tag?: string;
    digest?: string;
}

export function parseImage(image: string): ImageParts {
    const [named = "", digest] = image.split("@");
    // A colon before the last slash belongs to the registry's port.
    const colon = named.indexOf(":", named.lastIndexOf("/") + 1);
    return colon < 0 ? { name: named, digest } : { name: named.slice(0, colon), tag: named.slice(colon + 1), digest };
}

function formatImage({ name, tag, digest }: ImageParts): string {
    return `${name}${tag ? `:${tag}` : ""}${digest ? `@${digest}` : ""}`;
}

/** Whether an entry of `images:` is for an image. */
export const isOf = (image: string, { name }: ImageChange): boolean =>
    // Kustomize's own expression (api/internal/image): the name is not escaped, so its dots match any character.
    new RegExp(`^${name}(:[a-zA-Z0-9_.{}-]*)?(@sha256:[a-zA-Z0-9_.{}-]*)?$`).test(image);

/** Applies one entry of `images:` to an image; an image that it doesn't match is returned unchanged. */
export function changeImage(image: string, entry: ImageChange): string {
    if (!isOf(image, entry)) return image;
    const { newName, newTag, digest } = entry;
    const parts = parseImage(image);
    const version = newTag || digest ? { tag: newTag, digest } : parts;
    return formatImage({ ...version, name: newName || parts.name });
}

/** Replaces each image in the fields that apply to this resource. @param file the kustomization with the entries */
export function changeImages(
    resource: Resource,
    fields: readonly ImageField[],
    changes: readonly ImageChange[],
    file: string,
): void {
    // The expression above only recognizes sha256 digests.
    const change = (image: string) => changes.reduce(changeImage, image);
    const { kind, name } = resource;
    const object = structuredClone(resource.object);
    eachImage(object, resource, fields, change, (what) => {
        throw new OverlayError(
            file,
            `sets images, but ${kind} ${name} (${resource.file}) ${what}`,
            "correct the object",
        );
    });
    if (JSON.stringify(object).includes('"reference":')) {
        throw new UnfollowedError(resource.file, "may have an image as a volume (image.reference)");
    }
    resource.object = object;
}

/** What determines which fields apply to an object. */
type Type = Pick<Resource, "group" | "version" | "kind">;

/** All images of an object in the fields that Kustomize's `images:` reaches. */
export function imagesOf(object: JsonObject, type: Type, fields: readonly ImageField[]): string[] {
    const found: string[] = [];
    const note = (image: string) => {
        found.push(image);
        return image;
    };
    eachImage(object, type, fields, note, () => undefined);
    return found;
}

type Change = (image: string) => string;
/** Called if something in the object doesn't have the type that a path requires: Kustomize rejects it. */
type Complain = (what: string) => void;

/** Kustomize's own fields (api/internal/konfig/builtinpluginconsts/images.go) that are not in a list of containers. */
const ownFields: ImageField[] = ["spec", "spec/template/spec"].flatMap((at) =>
    ["containers", "initContainers"].map((list) => ({ path: `${at}/${list}[]/image`, create: true })),
);

function eachImage(
    object: JsonObject,
    type: Type,
    fields: readonly ImageField[],
    change: Change,
    complain: Complain,
): void {
    // A CustomResourceDefinition contains no images, whatever the fields in its schema are called.
    if (type.kind === "CustomResourceDefinition") return;
    inContainers(object, change, complain);
    const inContainersAlready = (image: string) => image;
    for (const { path } of ownFields) at(object, path.split("/"), inContainersAlready, complain);
    for (const { group, version, kind, path } of fields) {
        const applies =
            (!group || group === type.group) && (!version || version === type.version) && (!kind || kind === type.kind);
        if (applies) at(object, path.split("/"), change, complain);
    }
}

function at(node: Json | undefined, [segment, ...rest]: string[], change: Change, complain: Complain): void {
    if (Array.isArray(node)) {
        for (const item of node) at(item, [segment ?? "", ...rest], change, complain);
        return;
    }
    if (node === undefined || node === null || !segment) return;
    if (!isObject(node)) return complain(`has a value where ${segment} should be`);
    const key = segment.replace(/\[\]$/, "");
    const value = node[key];
    if (rest.length > 0) at(value, rest, change, complain);
    else if (typeof value === "string") node[key] = change(value);
    else if (isObject(value) || Array.isArray(value)) complain(`has no text in ${segment}`);
}

/** Kustomize's own rule for every kind: everything in a list `containers` or `initContainers`. */
function inContainers(node: Json | undefined, change: Change, complain: Complain): void {
    if (Array.isArray(node)) {
        for (const item of node) inContainers(item, change, complain);
        return;
    }
    if (!isObject(node)) return;
    for (const [key, value] of Object.entries(node)) {
        inContainers(value, change, complain);
        if ((key === "containers" || key === "initContainers") && Array.isArray(value)) {
            at(value, ["image"], change, complain);
        }
    }
}
