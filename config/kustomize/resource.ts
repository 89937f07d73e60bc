import { OverlayError } from "./error";

export type Json = string | number | boolean | null | Json[] | JsonObject;
export interface JsonObject {
    [field: string]: Json | undefined;
}

/** A Kubernetes object on its way through the kustomizations, and the files that made it what it is. */
export interface Resource {
    object: JsonObject;
    group: string;
    version: string;
    kind: string;
    name: string;
    /** File that defines it, relative to the repository root. */
    file: string;
    /** Of each image, by its text: the file that last set it, where that is another than `file`. */
    setBy: Map<string, string>;
}

export function isObject(value: unknown): value is JsonObject {
    return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** The object in `document`, a YAML document of `file`. */
export function toResource(document: unknown, file: string): Resource {
    const object = isObject(document) ? document : {};
    const { apiVersion, kind, metadata } = object;
    const name = isObject(metadata) ? metadata.name : undefined;
    if (typeof apiVersion !== "string" || typeof kind !== "string" || typeof name !== "string") {
        throw new OverlayError(
            file,
            "holds something that is no Kubernetes object",
            "give it apiVersion, kind and metadata.name, or take the file out of resources",
        );
    }
    const [version = "", group = ""] = apiVersion.split("/").reverse();
    return { object, group, version, kind, name, file, setBy: new Map() };
}
