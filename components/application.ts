import type { GitOpsSettings } from "../config/schema";

/** The cluster that Argo CD itself is in. */
const inCluster = "https://kubernetes.default.svc";

/** Kinds that the overlays may hold. Anything else is refused by Argo CD, whatever is merged into the repository. */
export const workloadKinds = [
    ...[
        "ClusterLink",
        "ConfluentRolebinding",
        "Connect",
        "Connector",
        "ControlCenter",
        "Kafka",
        "KafkaRestClass",
        "KafkaRestProxy",
        "KafkaTopic",
        "KRaftController",
        "KsqlDB",
        "Schema",
        "SchemaRegistry",
        "Zookeeper",
    ].map((kind) => ({ group: "platform.confluent.io", kind })),
    { group: "", kind: "ConfigMap" },
    { group: "networking.k8s.io", kind: "NetworkPolicy" },
    { group: "policy", kind: "PodDisruptionBudget" },
];

/** spec of the AppProject: this repository, this namespace, these kinds; nothing cluster-wide. */
export function projectSpec({ repository, namespace }: GitOpsSettings) {
    return {
        description: "Confluent Platform, from Git",
        sourceRepos: [repository],
        destinations: [{ server: inCluster, namespace }],
        clusterResourceWhitelist: [],
        namespaceResourceWhitelist: workloadKinds,
    };
}

/**
 * spec of the Application.
 *
 * @param images names of the images that the overlay has, without tags
 * @param imageMirror registry that mirrors them; their tags stay what the overlay says
 */
export function applicationSpec(
    project: string,
    settings: GitOpsSettings,
    images: readonly string[],
    imageMirror?: string,
) {
    return {
        project,
        source: {
            repoURL: settings.repository,
            targetRevision: settings.revision,
            path: settings.path,
            ...(imageMirror && { kustomize: { images: images.map((image) => `${image}=${imageMirror}/${image}`) } }),
        },
        destination: { server: inCluster, namespace: settings.namespace },
        syncPolicy: {
            automated: { prune: settings.prune, selfHeal: settings.selfHeal },
            // Kafka's CRD is larger than what a last-applied annotation may be.
            syncOptions: ["ServerSideApply=true"],
            retry: { limit: 10, backoff: { duration: "10s", factor: 2, maxDuration: "3m" } },
        },
    };
}
