/** Which versions work together. Every row names its source. */
import { compareVersions, minorOf } from "../tools/version";

export interface CfkRelease {
    /** Version of the Helm chart confluent-for-kubernetes; the operator's image has the same tag. */
    chart: string;
    /** First and last minor version of Confluent Platform that it supports. */
    platform: [first: string, last: string];
    /** First and last minor version of Kubernetes that it supports. */
    kubernetes: [first: string, last: string];
}

/**
 * Releases of Confluent for Kubernetes, by the version that is also the tag of their init image
 * (https://docs.confluent.io/operator/current/co-deploy-cp-steps.html). There are others, such as 3.1.2: a row is added
 * once its chart has been found in a source. The sources:
 *
 * - 3.1.1, 3.3.0, 3.4.0: everything from their release notes (https://docs.confluent.io/operator/3.4/release-notes.html
 *   for the last one)
 * - 3.2.0 to 3.2.3: charts and platform from repositories that run them,
 *   https://github.com/osowski/confluent-platform-gitops (docs/changelog.md: 3.2.1, 3.2.3), and `helm list` and the
 *   chart's app version in public repositories (3.2.0, 3.2.2). Kubernetes: from the first version that 3.3 supports to
 *   the last one in the same changelog
 */
export const cfkReleases = {
    "3.1.1": { chart: "0.1351.59", platform: ["7.4", "8.1"], kubernetes: ["1.26", "1.34"] },
    "3.2.0": { chart: "0.1514.1", platform: ["7.4", "8.2"], kubernetes: ["1.28", "1.35"] },
    "3.2.1": { chart: "0.1514.19", platform: ["7.4", "8.2"], kubernetes: ["1.28", "1.35"] },
    "3.2.2": { chart: "0.1514.40", platform: ["7.4", "8.2"], kubernetes: ["1.28", "1.35"] },
    "3.2.3": { chart: "0.1514.76", platform: ["7.4", "8.2"], kubernetes: ["1.28", "1.35"] },
    "3.3.0": { chart: "0.1718.10", platform: ["7.5", "8.3"], kubernetes: ["1.28", "1.36"] },
    "3.4.0": { chart: "0.2038.1", platform: ["7.6", "8.4"], kubernetes: ["1.28", "1.36"] },
} as const satisfies Record<string, CfkRelease>;

export type CfkVersion = keyof typeof cfkReleases;
/** In ascending order. */
export const cfkVersions = Object.keys(cfkReleases) as [CfkVersion, ...CfkVersion[]];
/** The default of a stack, and the version that the overlays here are written for. */
export const cfkDefault = "3.4.0" satisfies CfkVersion;

/**
 * Kubernetes versions on Amazon EKS, and the last day of standard and of extended support for each (ISO dates), from
 * https://docs.aws.amazon.com/eks/latest/userguide/kubernetes-versions.html.
 */
export const eksVersions = {
    "1.31": { standard: "2025-11-26", extended: "2026-11-26" },
    "1.32": { standard: "2026-03-23", extended: "2027-03-23" },
    "1.33": { standard: "2026-07-29", extended: "2027-07-29" },
    "1.34": { standard: "2026-12-02", extended: "2027-12-02" },
    "1.35": { standard: "2027-03-27", extended: "2028-03-27" },
    "1.36": { standard: "2027-08-02", extended: "2028-08-02" },
} as const;

export type EksVersion = keyof typeof eksVersions;
export const eksVersionNames = Object.keys(eksVersions) as [EksVersion, ...EksVersion[]];

/**
 * The Cluster Autoscaler for each Kubernetes version: it simulates the scheduler, so the minor versions have to match
 * (https://github.com/kubernetes/autoscaler/tree/master/cluster-autoscaler#releases). Tags from that repository.
 */
export const autoscalerVersions: Record<EksVersion, string> = {
    "1.31": "1.31.5",
    "1.32": "1.32.7",
    "1.33": "1.33.6",
    "1.34": "1.34.5",
    "1.35": "1.35.2",
    "1.36": "1.36.1",
};

/** The last minor version of Confluent Platform with ZooKeeper; 8.0 removed it. */
export const lastWithZooKeeper = "7.9";

/**
 * The last release of each minor version of Confluent Platform, from its changelog
 * (https://docs.confluent.io/platform/7.9/release-notes/changelog.html for 7.9, and so on; for 8.3, the images in the
 * overlays here). A stack may run a minor version without a row, but `upgrade` doesn't lead to it by itself.
 */
export const platformReleases: readonly string[] = ["7.6.15", "7.7.13", "7.8.12", "7.9.11", "8.3.2"];

/**
 * The first Confluent Platform that a KRaftMigrationJob supports
 * (https://docs.confluent.io/operator/current/co-migrate-kraft-overview.html).
 */
export const firstToMigrate = "7.6.1";

/**
 * Charts of Argo CD in ascending order, and the version of Argo CD in each: from the releases of
 * https://github.com/argoproj/argo-helm, and `helm list` in public repositories. A stack may use another chart, about
 * which nothing is known here.
 */
export const argoCdCharts: Record<string, string> = {
    "9.5.11": "3.3.9",
    "9.5.14": "3.4.2",
    "10.1.4": "3.4.5",
    "10.4.1": "3.5.2",
};

/**
 * First and last minor version of Kubernetes with which each Argo CD is tested
 * (https://argo-cd.readthedocs.io/en/stable/operator-manual/installation/#tested-versions).
 */
export const argoCdKubernetes: Record<string, [first: string, last: string]> = {
    "3.3": ["1.32", "1.35"],
    "3.4": ["1.32", "1.35"],
    "3.5": ["1.33", "1.36"],
};

/**
 * The same for addons, by chart and minor version, if their project documents it for more than the latest release
 * (https://cert-manager.io/docs/releases/).
 */
export const addonKubernetes: Record<string, Record<string, [first: string, last: string]>> = {
    "cert-manager": { "1.21": ["1.33", "1.36"] },
};

/**
 * The last minor version of Confluent Platform that a minor version of next-generation Control Center monitors, from
 * its release notes and system requirements
 * (https://docs.confluent.io/control-center/2.2/installation/system-requirements.html for 2.2, and so on). Minor
 * versions that aren't listed are accepted.
 */
export const controlCenterPlatforms: Record<string, string> = {
    "2.0": "7.9",
    "2.2": "8.0",
    "2.4": "8.1",
    "2.5": "8.2",
    "2.6": "8.3",
};

/**
 * The first release of Confluent Platform that each of them monitors; if a later minor version is only monitored from a
 * certain release on, that one too. From the current version's page.
 */
export const controlCenterFirst: Record<string, string[]> = {
    "2.4": ["7.5.11", "7.6.8"],
    "2.5": ["7.5.11", "7.6.8"],
    "2.6": ["7.5.15"],
};

/** The last known release of next-generation Control Center: the one in the overlays. */
export const controlCenterRelease = "2.6.1";

/**
 * The minor versions of next-generation Control Center that don't work with Confluent Platform 8, so Control Center has
 * to be upgraded first (https://docs.confluent.io/operator/current/co-upgrading.html).
 */
export const controlCenterBefore8: readonly string[] = ["2.0", "2.1"];

/** Compares the minor versions of two versions: negative if the first is earlier. */
export function compareMinor(one: string, other: string): number {
    return compareVersions(minorOf(one), minorOf(other));
}

/** Whether a version is in a range of minor versions, including both ends. */
export function within(version: string, [first, last]: readonly [string, string]): boolean {
    return compareMinor(version, first) >= 0 && compareMinor(version, last) <= 0;
}
