import { mirrored } from "../../config/workload/images";
import {
    type Addon,
    type Addons,
    addonsNamespace,
    addonsProject,
    applicationKind,
    chartClusterKinds,
    chartKinds,
    chartsProject,
    forbiddenObjects,
    inCluster,
    namespacesOf,
} from "../../config/workload/addons";
import { pullSecretName } from "../../config/charts/pullSecret";
import type { GitOpsSettings, MirrorSettings } from "../../config/schema";
import { parseKind } from "../../config/workload/workloadKinds";

/** How the stack's settings change what the addons' folder renders; the folder itself stays as it is in Git. */
export interface Adjustments {
    mirrors: MirrorSettings;
    /** Whether the stack has a Secret by which images are pulled. */
    pullSecret: boolean;
}

/** spec of the AppProject of the Application that has the addons: Applications in their namespace, and nothing else. */
export const addonsProjectSpec = ({ repository }: GitOpsSettings) => ({
    description: "The Applications of the addons, from Git",
    sourceRepos: [repository],
    destinations: [{ server: inCluster, namespace: addonsNamespace }],
    clusterResourceWhitelist: [],
    namespaceResourceWhitelist: [applicationKind],
});

/**
 * spec of the AppProject of the addons themselves. An Application in their namespace may name no other: of all projects,
 * this one alone has that namespace among its sourceNamespaces (`IsAppNamespacePermitted` in Argo CD's
 * pkg/apis/application/v1alpha1/app_project_types.go).
 */
export function chartsProjectSpec({ addonKinds }: GitOpsSettings, addons: Addons, mirrors: MirrorSettings) {
    // Of a kind that others have defined, it is not known here whether it is in a namespace.
    const more = addonKinds.map(parseKind);
    return {
        description: "Charts of the addons",
        sourceNamespaces: [addonsNamespace],
        sourceRepos: [...new Set(addons.addons.map((addon) => chartRepository(addon, mirrors)))].sort(),
        destinations: namespacesOf(addons).map((namespace) => ({ server: inCluster, namespace })),
        clusterResourceWhitelist: [...chartClusterKinds, ...more],
        clusterResourceBlacklist: [...forbiddenObjects],
        namespaceResourceWhitelist: [...chartKinds, ...more],
    };
}

/** Where a chart comes from, as Argo CD says it: OCI without its scheme. */
const chartRepository = ({ repoURL }: Pick<Addon, "repoURL">, { charts }: MirrorSettings): string =>
    charts === undefined ? repoURL : charts.replace(/^oci:\/\//, "").replace(/\/$/, "");

/** Changes of an addon's Application, as a patch for Kustomize; undefined where there are none. */
function patchOf(addon: Addon, { mirrors, pullSecret }: Adjustments) {
    const values = "/spec/source/helm/valuesObject";
    const replace = (path: string, value: unknown) => ({ op: "replace", path, value });
    const images = addon.images.flatMap(({ name, repository, registry }) => {
        const target = mirrors.images === undefined ? name : mirrored(name, mirrors.images);
        if (target === name) return [];
        if (registry === undefined) return [replace(values + repository, target)];
        // The chart puts one before the other, with a slash between.
        const [host = "", ...path] = target.split("/");
        return [replace(values + registry, host), replace(values + repository, path.join("/"))];
    });
    const secrets = addon.pullSecrets.map(({ pointer, asNames }) =>
        replace(values + pointer, asNames ? [pullSecretName] : [{ name: pullSecretName }]),
    );
    const operations = [
        ...(mirrors.charts === undefined ? [] : [replace("/spec/source/repoURL", chartRepository(addon, mirrors))]),
        ...images,
        ...(pullSecret ? secrets : []),
    ];
    if (operations.length === 0) return undefined;
    // Kustomize takes a target's name for an expression.
    const name = `^${addon.name.replaceAll(".", "\\.")}$`;
    return { target: { ...applicationKind, name }, patch: JSON.stringify(operations) };
}

/**
 * Gives every Application the project that it may have, whatever Git says. One of another project would be refused, and
 * Argo CD could not delete it either: its finalizer is taken off by way of the project.
 */
const projectPatch = {
    target: applicationKind,
    patch: JSON.stringify([{ op: "add", path: "/spec/project", value: chartsProject }]),
};

/** spec of the Application that has the addons. */
export function addonsApplicationSpec(settings: GitOpsSettings, { addons }: Addons, adjustments: Adjustments) {
    const patches = [projectPatch, ...addons.flatMap((addon) => patchOf(addon, adjustments) ?? [])];
    return {
        project: addonsProject,
        source: {
            repoURL: settings.repository,
            targetRevision: settings.revision,
            path: settings.addons ?? "",
            kustomize: { patches },
        },
        destination: { server: inCluster, namespace: addonsNamespace },
        syncPolicy: {
            automated: { prune: settings.prune, selfHeal: settings.selfHeal },
            syncOptions: ["ServerSideApply=true", "ApplyOutOfSyncOnly=true", "FailOnSharedResource=true"],
            // As the platform's: see components/gitOpsHandoff/application.ts.
            retry: { limit: -1, refresh: true, backoff: { duration: "2s", factor: 2, maxDuration: "30s" } },
        },
    };
}
