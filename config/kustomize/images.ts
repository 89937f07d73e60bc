import type { ImageChange, ImageField } from "./kustomization";
import { isObject, type Json, type Resource } from "./resource";

/** An image's parts, `registry/name:tag@digest`; tag and digest are undefined where it has none. */
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

/** What one entry of `images:` makes of an image; another image comes back as it is. */
export function changeImage(image: string, { name, newName, newTag, digest }: ImageChange): string {
    const parts = parseImage(image);
    if (parts.name !== name) return image;
    const version = newTag || digest ? { tag: newTag, digest } : parts;
    return formatImage({ ...version, name: newName ?? name });
}

/** Replaces each image in the fields that apply to this resource, or only lists them where `change` gives them back. */
export function mapImages(resource: Resource, fields: readonly ImageField[], change: (image: string) => string): void {
    for (const field of fields) {
        const { group, version, kind } = field;
        const applies =
            (!group || group === resource.group) &&
            (!version || version === resource.version) &&
            (!kind || kind === resource.kind);
        if (applies) at(resource.object, field.path.split("/"), change);
    }
    inContainers(resource.object, change);
}

/** All images of a resource, in the fields that Kustomize's `images:` reaches. */
export function imagesOf(resource: Resource, fields: readonly ImageField[]): string[] {
    const found: string[] = [];
    mapImages(resource, fields, (image) => {
        found.push(image);
        return image;
    });
    return found;
}

function at(node: Json | undefined, [segment, ...rest]: string[], change: (image: string) => string): void {
    if (Array.isArray(node)) {
        for (const item of node) at(item, [segment ?? "", ...rest], change);
        return;
    }
    if (!isObject(node) || !segment) return;
    const key = segment.replace(/\[\]$/, "");
    const value = node[key];
    if (rest.length > 0) at(value, rest, change);
    else if (typeof value === "string") node[key] = change(value);
}

/** Kustomize's own rule, for every kind: what lies under a list `containers` or `initContainers`. */
function inContainers(node: Json | undefined, change: (image: string) => string): void {
    if (Array.isArray(node)) {
        for (const item of node) inContainers(item, change);
        return;
    }
    if (!isObject(node)) return;
    for (const [key, value] of Object.entries(node)) {
        if (key === "containers" || key === "initContainers") at(value, ["image"], change);
        else inContainers(value, change);
    }
}
