/** What runs on what. Every row names where it was read. */
import { compareVersions, minorOf } from "../tools/version";

export interface CfkRelease {
    /** Version of the Helm chart confluent-for-kubernetes; the operator image has the same tag. */
    chart: string;
    /** Minor versions of Confluent Platform it runs, first and last. */
    platform: [first: string, last: string];
    /** Minor versions of Kubernetes it runs on, first and last. */
    kubernetes: [first: string, last: string];
}

/**
 * Releases of Confluent for Kubernetes, by the version that is also the tag of their init image
 * (https://docs.confluent.io/operator/current/co-deploy-cp-steps.html). There are others (3.1.2, say): a row is added once
 * its chart was read somewhere. Where each was:
 *
 * - 3.1.1, 3.3.0, 3.4.0: all of it in their release notes (https://docs.confluent.io/operator/3.4/release-notes.html is
 *   the last one's)
 * - 3.2.0 to 3.2.3: charts and platform in what runs them, https://github.com/osowski/confluent-platform-gitops
 *   (docs/changelog.md: 3.2.1, 3.2.3), `helm list` and the chart's app version in public repositories (3.2.0, 3.2.2).
 *   Kubernetes: from the first that 3.3 takes to the last that the same changelog tells of
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
/** From the first to the last. */
export const cfkVersions = Object.keys(cfkReleases) as [CfkVersion, ...CfkVersion[]];
/** What a stack that says nothing gets, and what the overlays here are for. */
export const cfkDefault = "3.4.0" satisfies CfkVersion;

/**
 * Kubernetes versions on Amazon EKS, and the last day of each in standard and in extended support (ISO dates),
 * from https://docs.aws.amazon.com/eks/latest/userguide/kubernetes-versions.html.
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
 * The Cluster Autoscaler for each Kubernetes: it simulates the scheduler, so that the minor versions have to be the same
 * (https://github.com/kubernetes/autoscaler/tree/master/cluster-autoscaler#releases). Tags of that repository.
 */
export const autoscalerVersions: Record<EksVersion, string> = {
    "1.31": "1.31.5",
    "1.32": "1.32.7",
    "1.33": "1.33.6",
    "1.34": "1.34.5",
    "1.35": "1.35.2",
    "1.36": "1.36.1",
};

/** The last Confluent Platform minor version that has ZooKeeper; 8.0 removed it. */
export const lastWithZooKeeper = "7.9";

/**
 * The last release of a minor version of Confluent Platform whose changelog was read
 * (https://docs.confluent.io/platform/7.9/release-notes/changelog.html for 7.9, and so on; 8.3: its images are what the overlays
 * here have). A minor version without a row may be run; `upgrade` doesn't lead to it by itself.
 */
export const platformReleases: readonly string[] = ["7.6.15", "7.7.13", "7.8.12", "7.9.11", "8.3.2"];

/** The first Confluent Platform that a KRaftMigrationJob takes (https://docs.confluent.io/operator/current/co-migrate-kraft-overview.html). */
export const firstToMigrate = "7.6.1";

/**
 * Charts of Argo CD, from the first to the last, and the Argo CD in each: releases of https://github.com/argoproj/argo-helm, and
 * `helm list` in public repositories. Another chart may be used: nothing is known of it here.
 */
export const argoCdCharts: Record<string, string> = {
    "9.5.11": "3.3.9",
    "9.5.14": "3.4.2",
    "10.1.4": "3.4.5",
    "10.4.1": "3.5.2",
};

/** Minor versions of Kubernetes that each Argo CD is tested on (https://argo-cd.readthedocs.io/en/stable/operator-manual/installation/#tested-versions). */
export const argoCdKubernetes: Record<string, [first: string, last: string]> = {
    "3.3": ["1.32", "1.35"],
    "3.4": ["1.32", "1.35"],
    "3.5": ["1.33", "1.36"],
};

/**
 * The same of addons, by chart and minor version, where their project says it for more than the latest release
 * (https://cert-manager.io/docs/releases/).
 */
export const addonKubernetes: Record<string, Record<string, [first: string, last: string]>> = {
    "cert-manager": { "1.21": ["1.33", "1.36"] },
};

/**
 * The last minor version of Confluent Platform that a minor version of Control Center's next generation monitors. Its release
 * notes and system requirements name it (https://docs.confluent.io/control-center/2.2/installation/system-requirements.html
 * for 2.2, and so on); a minor version that was not read is not here, and is let through.
 */
export const controlCenterPlatforms: Record<string, string> = {
    "2.0": "7.9",
    "2.2": "8.0",
    "2.4": "8.1",
    "2.5": "8.2",
    "2.6": "8.3",
};

/** The first Confluent Platform of those, and of a later line where that begins later; from the page of the current version. */
export const controlCenterFirst: Record<string, string[]> = {
    "2.4": ["7.5.11", "7.6.8"],
    "2.5": ["7.5.11", "7.6.8"],
    "2.6": ["7.5.15"],
};

/** The last release of the next generation's Control Center that is known here: the one in the overlays. */
export const controlCenterRelease = "2.6.1";

/**
 * The minor versions of Control Center's next generation that Confluent Platform 8 does not work with, so that Control Center goes
 * first (https://docs.confluent.io/operator/current/co-upgrading.html).
 */
export const controlCenterBefore8: readonly string[] = ["2.0", "2.1"];

/** Compares the minor versions of two versions: negative where the first is the earlier one. */
export function compareMinor(one: string, other: string): number {
    return compareVersions(minorOf(one), minorOf(other));
}

/** Whether a version lies in a range of minor versions, both ends included. */
export function within(version: string, [first, last]: readonly [string, string]): boolean {
    return compareMinor(version, first) >= 0 && compareMinor(version, last) <= 0;
}
