import type { JsonObject } from "../config/kustomize/json";
import type { Resource } from "../config/kustomize/resource";
import type { KubernetesObject } from "../kubernetes";

/** An object of a cluster, as what reads rendered overlays takes it. */
export function asResource(object: KubernetesObject): Resource {
    const [version = "", group = ""] = object.apiVersion.split("/").reverse();
    const { kind, metadata } = object;
    return {
        ...{ group, version, kind, name: metadata.name ?? "" },
        ...{ object: object as unknown as JsonObject, file: "", setBy: new Map(), changedBy: new Set() },
    };
}
