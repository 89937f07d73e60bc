import { textOf } from "../kustomize/json";
import type { Resource } from "../kustomize/resource";
import { annotationOf } from "./platform";

// What Argo CD reads from an object's annotations.

export const syncWave = "argocd.argoproj.io/sync-wave";
export const syncOptions = "argocd.argoproj.io/sync-options";

/** Its wave (https://argo-cd.readthedocs.io/en/stable/user-guide/sync-waves/); 0 without one, as in Argo CD. */
export const waveOf = (resource: Resource): number => Number(annotationOf(resource, syncWave)) || 0;

/** Such as `Prune=false` (https://argo-cd.readthedocs.io/en/stable/user-guide/sync-options/). */
export const syncOptionsOf = (resource: Pick<Resource, "object">): string[] =>
    textOf(annotationOf(resource, syncOptions))
        .split(",")
        .map((one) => one.trim());
