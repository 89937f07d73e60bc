import type { JsonObject } from "../config/kustomize/json";
import type { Resource } from "../config/kustomize/resource";
import type { KubernetesObject } from "../kubernetes";

/** An object in a cluster, in the form of an object of a rendered overlay. */
export function asResource(object: KubernetesObject): Resource {
    const [version = "", group = ""] = object.apiVersion.split("/").reverse();
    const { kind, metadata } = object;
    return {
        ...{ group, version, kind, name: metadata.name ?? "" },
        ...{ object: object as unknown as JsonObject, file: "", setBy: new Map(), changedBy: new Set() },
    };
}
