/** What is known of a chart that an addon deploys. */
export interface ChartFacts {
    /** Where its releases are described. */
    releases: string;
    /** API groups of its CRDs. */
    groups: readonly string[];
    /** Values that decide whether it contains CRDs. */
    crds: readonly string[];
    /** Whether it does where they are not set. */
    crdsByDefault: boolean;
    /** What goes with its CRDs beside the objects of their kinds: a sentence. */
    owned: string;
    /** What is not done any more without it: sentences. */
    without: string;
    /** What it keeps in its namespace that cannot be made again: sentences. Left out for a chart that keeps nothing. */
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
        without: "Certificates are not issued or renewed any more; those that there are hold until they expire.",
    },
    "trust-manager": {
        crds: ["crds.enabled"],
        crdsByDefault: true,
        owned: "The ConfigMaps that bundles made go too.",
        releases: "https://github.com/cert-manager/trust-manager/releases",
        groups: ["trust.cert-manager.io"],
        without: "Bundles are not written any more: no new namespace gets one, and no new CA gets into them.",
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
        owned: "The Secrets that ExternalSecrets made go too, unless their creationPolicy is another than Owner.",
        without:
            "Secrets that there are stay as they are; a new value in the store doesn't reach the cluster any more.",
    },
    "sealed-secrets": {
        releases: "https://github.com/bitnami/sealed-secrets/blob/main/RELEASE-NOTES.md",
        groups: ["bitnami.com"],
        crds: [],
        crdsByDefault: true,
        owned: "The Secrets that SealedSecrets made go too.",
        without: "Secrets that there are stay as they are; what is sealed from then on isn't opened.",
        keys:
            "Its keys are Secrets of its namespace, and nowhere else: without them, nothing that was sealed can be opened " +
            "again. Keep a copy first (gitops/README.md).",
    },
    "kube-prometheus-stack": {
        releases: "https://github.com/prometheus-community/helm-charts/releases",
        groups: ["monitoring.coreos.com"],
        crds: ["crds.enabled"],
        crdsByDefault: true,
        owned: "What the operator runs for them goes too, such as Prometheus itself; its volumes stay.",
        without:
            "Nothing is scraped, and no alert is raised or sent any more. The volumes with what was scraped stay, for nobody.",
    },
};

/** Undefined for a chart that is not known here. */
export const chartFacts = (chart: string): ChartFacts | undefined =>
    Object.hasOwn(byChart, chart) ? byChart[chart] : undefined;
