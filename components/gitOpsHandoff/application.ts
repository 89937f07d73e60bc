import { mirroredImages } from "../../config/workload/images";
import type { Overlay } from "../../config/workload/overlay";
import { platformKinds } from "../../config/workload/platform";
import type { GitOpsSettings } from "../../config/schema";
import { allowedKinds } from "../../config/workload/workloadKinds";
import { pullSecretPatches } from "../imagePullSecret";
import { sweeperPatch } from "./sweeperPatch";

/** The cluster that Argo CD itself runs in. */
const inCluster = "https://kubernetes.default.svc";

/** spec of the AppProject: this repository, this namespace, these kinds; nothing cluster-scoped. */
export function projectSpec({ repository, namespace, kinds, syncWindows }: GitOpsSettings) {
    return {
        description: "Confluent Platform, from Git",
        sourceRepos: [repository],
        destinations: [{ server: inCluster, namespace }],
        clusterResourceWhitelist: [],
        namespaceResourceWhitelist: allowedKinds(kinds),
        ...(syncWindows.length > 0 && { syncWindows: syncWindows.map(windowOf) }),
    };
}

/**
 * A window for every Application of the project. A sync by hand is the way through in an emergency; without `manualSync`, one that
 * somebody starts would stay Running until the next window. Without `syncOverrun`, the end of a window would stop a sync between two
 * waves (syncWindowPreventsSync in Argo CD's controller/sync.go).
 */
const windowOf = (window: GitOpsSettings["syncWindows"][number]) => ({
    ...window,
    applications: ["*"],
    manualSync: true,
    syncOverrun: true,
});

/** How the stack's settings change the rendered overlay; the overlay in Git stays as it is. */
export interface Adjustments {
    /** The overlay's images, and the objects that name them; undefined if it was not read. */
    overlay: Pick<Overlay, "images" | "ownImages"> | undefined;
    /** The registry that mirrors them, for an overlay that was read; their tags stay as in the overlay. */
    imageMirror: string | undefined;
    /** Whether the operator has a license. A component uses it only if it is set to. */
    licensed: boolean;
    /** Whether the stack has a Secret for pulling images. */
    pullSecret: boolean;
    /** The namespace of Argo CD, and of the Application. */
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
                // Kafka's CRD is too large for the last-applied annotation.
                "ServerSideApply=true",
                // A commit waits only for the waves of what it changes.
                "ApplyOutOfSyncOnly=true",
                // An object that also belongs to another Application is left alone, and reported. Otherwise each would
                // take it from the other, again and again.
                "FailOnSharedResource=true",
            ],
            // Retries use the latest commit, not the one that failed: the commit with the fix must not wait for the
            // retries of the bad one. Retries are unlimited, because Argo CD doesn't try a commit again once they are
            // used up, so a namespace, a CRD or a webhook that comes back later would not help.
            retry: { limit: -1, refresh: true, backoff: { duration: "2s", factor: 2, maxDuration: "30s" } },
        },
    };
}
