import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "../../base/checkout";
import type { KubernetesObject } from "../../kubernetes";

/** By group: the version, and the kinds that components create, with their plurals. */
const groups: Readonly<Record<string, { version: string; kinds: Readonly<Record<string, string>> }>> = {
    "cert-manager.io": { version: "v1", kinds: { Certificate: "certificates", Issuer: "issuers" } },
    "snapshot.storage.k8s.io": {
        version: "v1",
        kinds: { VolumeSnapshot: "volumesnapshots", VolumeSnapshotContent: "volumesnapshotcontents" },
    },
    "argoproj.io": { version: "v1alpha1", kinds: { Rollout: "rollouts", AnalysisTemplate: "analysistemplates" } },
    "monitoring.coreos.com": { version: "v1", kinds: { PodMonitor: "podmonitors", PrometheusRule: "prometheusrules" } },
};

/** The API server takes a CRD of a group of Kubernetes' own only with this; external-snapshotter's CRDs have it. */
const approved = { "api-approved.kubernetes.io": "https://github.com/kubernetes-csi/external-snapshotter/pull/814" };

/**
 * The CRDs of other operators that components use: the operators' own if ../shared has them, otherwise small ones with
 * any fields. Names and versions are those of cert-manager (deploy/crds in its repository), of the Prometheus operator
 * (example/prometheus-operator-crd), of Argo Rollouts (manifests/crds) and of Kubernetes' snapshots (client/config/crd in
 * external-snapshotter).
 */
export function thirdPartyCrds(): KubernetesObject[] {
    const shared = join(root, "../shared/crds/third-party.json");
    if (!existsSync(shared)) return Object.keys(groups).flatMap(smallOf);
    const { items } = JSON.parse(readFileSync(shared, "utf8")) as {
        items: (KubernetesObject & { spec: { group: string } })[];
    };
    return items.filter(({ spec }) => spec.group in groups);
}

function smallOf(group: string): KubernetesObject[] {
    const { version: name = "", kinds = {} } = groups[group] ?? {};
    const isKubernetes = group.endsWith(".k8s.io");
    const schema = { openAPIV3Schema: { type: "object", "x-kubernetes-preserve-unknown-fields": true } };
    return Object.entries(kinds).map(([kind, plural]) => ({
        apiVersion: "apiextensions.k8s.io/v1",
        kind: "CustomResourceDefinition",
        metadata: { name: `${plural}.${group}`, ...(isKubernetes && { annotations: approved }) },
        spec: {
            group,
            names: { kind, plural, singular: kind.toLowerCase(), listKind: `${kind}List` },
            scope: kind === "VolumeSnapshotContent" ? "Cluster" : "Namespaced",
            versions: [
                {
                    name,
                    served: true,
                    storage: true,
                    schema,
                    ...(isKubernetes && { subresources: { status: {} } }),
                },
            ],
        },
    }));
}
