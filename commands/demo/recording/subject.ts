import type { KubernetesObject } from "../../../kubernetes";
import type { Part } from "./model";
import type { Subject } from "./timeline";

/**
 * The subject of a track, from the object. @param simulated whether stand-ins play the controllers of whatever runs in
 * pods.
 */
export function subjectOf({ apiVersion, kind, metadata }: KubernetesObject, simulated: boolean): Subject {
    const part = partOf(apiVersion);
    const wave = Number(metadata.annotations?.["argocd.argoproj.io/sync-wave"] ?? NaN);
    const isPlayed = part === "Confluent Platform" || (apiVersion === "v1" && kind === "Pod");
    return {
        kind,
        ...(metadata.namespace && { namespace: metadata.namespace }),
        name: metadata.name ?? "",
        part,
        ...(Number.isFinite(wave) && { wave }),
        simulated: simulated && isPlayed,
    };
}

function partOf(apiVersion: string): Part {
    const [group = ""] = apiVersion.split("/");
    if (group.endsWith("platform.confluent.io")) return "Confluent Platform";
    return group === "argoproj.io" ? "Argo CD" : "Kubernetes";
}
