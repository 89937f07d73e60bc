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

/** How the stack's settings change the rendered addons; the folder in Git stays as it is. */
export interface Adjustments {
    mirrors: MirrorSettings;
    /** Whether the stack has a Secret for pulling images. */
    pullSecret: boolean;
}

/** spec of the AppProject for the Application that contains the addons: only Applications in their namespace. */
export const addonsProjectSpec = ({ repository }: GitOpsSettings) => ({
    description: "The Applications of the addons, from Git",
    sourceRepos: [repository],
    destinations: [{ server: inCluster, namespace: addonsNamespace }],
    clusterResourceWhitelist: [],
    namespaceResourceWhitelist: [applicationKind],
});

/**
 * spec of the AppProject of the addons themselves. An Application in their namespace can't use any other: this is the
 * only project with that namespace among its sourceNamespaces (`IsAppNamespacePermitted` in Argo CD's
 * pkg/apis/application/v1alpha1/app_project_types.go).
 */
export function chartsProjectSpec({ addonKinds }: GitOpsSettings, addons: Addons, mirrors: MirrorSettings) {
    // For a kind that is defined elsewhere, it isn't known here whether it is namespaced.
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

/** A chart's repository, in Argo CD's form: OCI without its scheme. */
const chartRepository = ({ repoURL }: Pick<Addon, "repoURL">, { charts }: MirrorSettings): string =>
    charts === undefined ? repoURL : charts.replace(/^oci:\/\//, "").replace(/\/$/, "");

/** Changes to an addon's Application, as a Kustomize patch; undefined if there are none. */
function patchOf(addon: Addon, { mirrors, pullSecret }: Adjustments) {
    const values = "/spec/source/helm/valuesObject";
    const replace = (path: string, value: unknown) => ({ op: "replace", path, value });
    const images = addon.images.flatMap(({ name, repository, registry }) => {
        const target = mirrors.images === undefined ? name : mirrored(name, mirrors.images);
        if (target === name) return [];
        if (registry === undefined) return [replace(values + repository, target)];
        // The chart joins the two with a slash.
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
    // Kustomize interprets a target's name as a regular expression.
    const name = `^${addon.name.replaceAll(".", "\\.")}$`;
    return { target: { ...applicationKind, name }, patch: JSON.stringify(operations) };
}

/**
 * Sets the project that every Application may use, whatever is in Git. Argo CD would reject one with another project,
 * and couldn't delete it either, because it needs the project to remove the finalizer.
 */
const projectPatch = {
    target: applicationKind,
    patch: JSON.stringify([{ op: "add", path: "/spec/project", value: chartsProject }]),
};

/** spec of the Application that contains the addons. */
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
            // The same as the platform's: see components/gitOpsHandoff/application.ts.
            retry: { limit: -1, refresh: true, backoff: { duration: "2s", factor: 2, maxDuration: "30s" } },
        },
    };
}
