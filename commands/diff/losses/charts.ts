/** What is known about a chart that an addon deploys. */
export interface ChartFacts {
    /** Where its releases are described. */
    releases: string;
    /** API groups of its CRDs. */
    groups: readonly string[];
    /** Values that decide whether it contains CRDs. */
    crds: readonly string[];
    /** Whether it contains them if these values are not set. */
    crdsByDefault: boolean;
    /** What is deleted with its CRDs, in addition to the objects of their kinds: a sentence. */
    owned: string;
    /** What no longer happens without it: sentences. */
    without: string;
    /** What it keeps in its namespace that cannot be created again: sentences. Left out for a chart that keeps nothing. */
    keys?: string;
}

/**
 * By the chart's name. Sources: each chart's values.yaml and CRDs, of the versions that gitops/addons pins; cert-manager's
 * "CA injector" and "Certificate resource" (a Secret outlives its Certificate unless --enable-certificate-owner-ref is set), External
 * Secrets' "Lifecycle" (creationPolicy Owner), Sealed Secrets' README (a Secret is owned by its SealedSecret; the keys), Prometheus
 * Operator's "Storage" (a StatefulSet's claims are kept, unless its persistentVolumeClaimRetentionPolicy says otherwise).
 */
const byChart: Readonly<Record<string, ChartFacts>> = {
    "cert-manager": {
        crds: ["crds.enabled"],
        crdsByDefault: false,
        owned: "Secrets that were issued stay, and are not renewed.",
        releases: "https://cert-manager.io/docs/releases/",
        groups: ["cert-manager.io", "acme.cert-manager.io"],
        without: "Certificates are no longer issued or renewed; existing ones are valid until they expire.",
    },
    "trust-manager": {
        crds: ["crds.enabled"],
        crdsByDefault: true,
        owned: "The ConfigMaps that bundles created are deleted, too.",
        releases: "https://github.com/cert-manager/trust-manager/releases",
        groups: ["trust.cert-manager.io"],
        without: "Bundles are no longer written: no new namespace gets one, and no new CA is added to them.",
    },
    "external-secrets": {
        releases: "https://github.com/external-secrets/external-secrets/releases",
        groups: ["external-secrets.io", "generators.external-secrets.io"],
        crds: [
            "installCRDs",
            "crds.createSecretStore",
            "crds.createClusterSecretStore",
            "crds.createClusterExternalSecret",
        ],
        crdsByDefault: true,
        owned: "The Secrets that ExternalSecrets created are deleted, too, unless their creationPolicy is not Owner.",
        without: "Existing Secrets stay as they are; a new value in the store no longer reaches the cluster.",
    },
    "sealed-secrets": {
        releases: "https://github.com/bitnami/sealed-secrets/blob/main/RELEASE-NOTES.md",
        groups: ["bitnami.com"],
        crds: [],
        crdsByDefault: true,
        owned: "The Secrets that SealedSecrets created are deleted, too.",
        without: "Existing Secrets stay as they are; new SealedSecrets are not unsealed.",
        keys:
            "Its keys exist only as Secrets in its namespace: without them, nothing that was sealed can be unsealed " +
            "again. Keep a copy first (gitops/README.md).",
    },
    "argo-rollouts": {
        releases: "https://github.com/argoproj/argo-rollouts/releases",
        groups: ["argoproj.io"],
        crds: ["installCRDs"],
        crdsByDefault: true,
        owned: "The pods that Rollouts run are deleted, too.",
        without: "Pods of Rollouts run on, as they are; a new version no longer reaches them.",
    },
    "kube-prometheus-stack": {
        releases: "https://github.com/prometheus-community/helm-charts/releases",
        groups: ["monitoring.coreos.com"],
        crds: ["crds.enabled"],
        crdsByDefault: true,
        owned: "What the operator runs for them is deleted, too, such as Prometheus itself; its volumes stay.",
        without:
            "Metrics are no longer scraped, and alerts are no longer raised or sent. The volumes with the metrics stay, unused.",
    },
};

/** Undefined for a chart that is not known here. */
export const chartFacts = (chart: string): ChartFacts | undefined =>
    Object.hasOwn(byChart, chart) ? byChart[chart] : undefined;
