import { mirroredImages } from "../../config/workload/images";
import type { Overlay } from "../../config/workload/overlay";
import { platformKinds } from "../../config/workload/platform";
import type { GitOpsSettings } from "../../config/schema";
import { allowedKinds } from "../../config/workload/workloadKinds";
import { pullSecretPatches } from "../imagePullSecret";
import { sweeperPatch } from "./sweeperPatch";

/** The cluster that Argo CD itself is in. */
const inCluster = "https://kubernetes.default.svc";

/** spec of the AppProject: this repository, this namespace, these kinds; nothing cluster-wide. */
export function projectSpec({ repository, namespace, kinds }: GitOpsSettings) {
    return {
        description: "Confluent Platform, from Git",
        sourceRepos: [repository],
        destinations: [{ server: inCluster, namespace }],
        clusterResourceWhitelist: [],
        namespaceResourceWhitelist: allowedKinds(kinds),
    };
}

/** How the stack's settings change what the overlay renders; the overlay itself stays as it is in Git. */
export interface Adjustments {
    /** The overlay's images, and what of it names them; undefined where it was not read. */
    overlay: Pick<Overlay, "images" | "ownImages"> | undefined;
    /** Registry that mirrors them, for an overlay that was read; their tags stay what the overlay says. */
    imageMirror: string | undefined;
    /** Whether the operator holds a license. A component uses it only where it says so. */
    licensed: boolean;
    /** Whether the stack has a Secret by which images are pulled. */
    pullSecret: boolean;
    /** Where Argo CD is, and the Application in it. */
    argoCdNamespace: string;
}

function kustomizeOptions(
    { overlay, imageMirror, licensed, pullSecret, argoCdNamespace }: Adjustments,
    kinds: readonly string[],
) {
    const license = {
        // Of Confluent's kinds, these have spec.license.
        target: { group: "platform.confluent.io", kind: platformKinds.join("|") },
        patch: JSON.stringify([{ op: "add", path: "/spec/license", value: { globalLicense: true } }]),
    };
    const sweeper = sweeperPatch(argoCdNamespace);
    const patches = [
        ...(licensed ? [license] : []),
        ...(pullSecret ? pullSecretPatches(allowedKinds(kinds)) : []),
        ...(sweeper ? [sweeper] : []),
    ];
    return {
        ...(imageMirror && overlay && { images: mirroredImages(overlay.images, overlay.ownImages, imageMirror) }),
        ...(patches.length > 0 && { patches }),
    };
}

/** spec of the Application. */
export function applicationSpec(project: string, settings: GitOpsSettings, adjustments: Adjustments) {
    const kustomize = kustomizeOptions(adjustments, settings.kinds);
    return {
        project,
        source: {
            repoURL: settings.repository,
            targetRevision: settings.revision,
            path: settings.path,
            ...(Object.keys(kustomize).length > 0 && { kustomize }),
        },
        destination: { server: inCluster, namespace: settings.namespace },
        syncPolicy: {
            ...(settings.autoSync && { automated: { prune: settings.prune, selfHeal: settings.selfHeal } }),
            syncOptions: [
                // Kafka's CRD is larger than what a last-applied annotation may be.
                "ServerSideApply=true",
                // A commit waits for the waves of what it changes, and not for all the others.
                "ApplyOutOfSyncOnly=true",
                // What another Application claims too is left as it is, and said. Otherwise each takes it from the other,
                // again and again.
                "FailOnSharedResource=true",
            ],
            // Retried at the latest commit, not at the one that failed: the commit that mends it must not have to wait for
            // the tries at the bad one. And without end: Argo CD does not try a commit again whose tries are through, so
            // that a namespace, a CRD or a webhook that comes back later would help nothing.
            retry: { limit: -1, refresh: true, backoff: { duration: "2s", factor: 2, maxDuration: "30s" } },
        },
    };
}
