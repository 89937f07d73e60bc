import { isBlocked, podRunners, specImage } from "../workload/platform";
import {
    type CfkVersion,
    cfkReleases,
    cfkVersions,
    compareMinor,
    eksVersions,
    lastWithZooKeeper,
    within,
} from "../support";
import type { Overlay } from "../workload/overlay";
import { type Problem, setCommand, type Subject } from "../problems";
import { type Facts, type Rule, refuse, rule } from "./rule";

/** Which versions work together: Kubernetes, the operator, its init image, the platform. */
export const versionRules: Rule[] = [
    rule(["cluster.version", "confluent.version"], ({ cluster, confluent }) => {
        const range = cfkReleases[confluent.version].kubernetes;
        if (cluster.source !== "eks" || within(cluster.version, range)) return [];
        return [
            refuse(
                "cluster.version",
                cluster.version,
                `Confluent for Kubernetes ${confluent.version} runs on Kubernetes ${range.join(" to ")}`,
                `set it within ${range.join(" to ")}, or confluent.version to a release that runs on ${cluster.version}`,
            ),
        ];
    }),

    rule(["cluster.version", "cluster.upgradePolicy"], ({ cluster, today }) => {
        if (cluster.source !== "eks") return [];
        const { version, upgradePolicy } = cluster;
        const { standard, extended } = eksVersions[version];
        const later = `set cluster.version to a later one; to upgrade a running cluster, use npm run upgrade -- --stack NAME --kubernetes VERSION`;
        if (today > extended) {
            const reason = `left EKS's extended support on ${extended}: EKS no longer creates clusters with it, and upgrades running ones automatically`;
            return [refuse("cluster.version", version, reason, later)];
        }
        if (upgradePolicy === "EXTENDED" || today <= standard) return [];
        // The only way out of EKS's extended support is an upgrade
        // (https://docs.aws.amazon.com/eks/latest/userguide/disable-extended-support.html).
        const reason = `cluster.version ${version} left standard support on ${standard}`;
        const fix = `${setCommand("cluster.upgradePolicy", "EXTENDED")}, which costs six times as much for the control plane; or ${later}`;
        return [refuse("cluster.upgradePolicy", upgradePolicy, reason, fix)];
    }),

    // Its versions are Kubernetes' own; for the other add-ons, only EKS knows which versions match.
    rule(["cluster.addonVersions", "cluster.version"], ({ cluster }) => {
        if (cluster.source !== "eks") return [];
        const pinned = cluster.addonVersions["kube-proxy"];
        if (pinned === undefined || compareMinor(pinned.slice(1), cluster.version) <= 0) return [];
        const reason = `has a kube-proxy newer than the cluster's Kubernetes, ${cluster.version} (cluster.version), and EKS does not offer it`;
        const fix = `use one for ${cluster.version} (aws eks describe-addon-versions --addon-name kube-proxy --kubernetes-version ${cluster.version}), or pulumi config rm --path cluster.addonVersions.kube-proxy`;
        return [refuse("cluster.addonVersions", { "kube-proxy": pinned }, reason, fix)];
    }),

    rule(["gitops.path", "confluent.version"], ({ gitops, confluent, overlay }) => {
        const range = cfkReleases[confluent.version].platform;
        if (!overlay || within(overlay.platformVersion, range)) return [];
        return [
            refuse(
                "confluent.version",
                confluent.version,
                `supports Confluent Platform ${range.join(" to ")}, but ${gitops.path} has ${overlay.platformVersion}`,
                `change the version in ${gitops.path}, or confluent.version`,
                versioned(overlay, "application"),
            ),
        ];
    }),

    rule(["gitops.path", "confluent.version"], (facts) => releaseProblems(facts)),

    rule(["gitops.path"], ({ gitops, overlay }) => {
        if (overlay?.coordination !== "ZooKeeper" || compareMinor(overlay.platformVersion, lastWithZooKeeper) <= 0)
            return [];
        return [
            refuse(
                "gitops.path",
                gitops.path,
                `uses ZooKeeper with Confluent Platform ${overlay.platformVersion}; the last version with ZooKeeper is ${lastWithZooKeeper}`,
                `use KRaft in ${gitops.path}, or Confluent Platform ${lastWithZooKeeper} or earlier`,
                versioned(overlay, "application"),
            ),
        ];
    }),
];

/** The first object that uses an image, and therefore the file that sets its tag. */
function versioned({ resources }: Overlay, image: "application" | "init"): Subject | undefined {
    const resource = resources.find((one) => specImage(one, image) !== undefined);
    return resource && { resource, field: `spec.image.${image}` };
}

/**
 * An init image from a different release than the operator's, which is normal during an upgrade while everything is
 * blocked.
 */
export function releaseProblems({ gitops, confluent, overlay }: Facts): Problem[] {
    if (!overlay || overlay.initVersion === confluent.version || waits(confluent.version, overlay)) return [];
    const { initVersion } = overlay;
    return [
        refuse(
            "confluent.version",
            confluent.version,
            `is not the init image's version, ${initVersion} in ${gitops.path}; the operator and its init image have to be from the same release`,
            isOlder(initVersion, confluent.version)
                ? `to upgrade, npm run upgrade -- --stack NAME --operator ${confluent.version} prints each step from ${initVersion}; for a new installation, set the init image's tag to ${confluent.version}`
                : `set the init image's tag in ${gitops.path} to ${confluent.version}, or confluent.version to ${initVersion}`,
            versioned(overlay, "init"),
        ),
    ];
}

/** Reports the state of an operator upgrade that has started: nothing else would, and the operator does nothing. */
export function versionWarnings({ gitops, confluent, overlay }: Facts): string[] {
    if (!overlay?.resources.some(isBlocked)) return [];
    const next = waits(confluent.version, overlay)
        ? `its init image ${overlay.initVersion} waits for the operator ${confluent.version} to be installed`
        : "changes to them have no effect";
    return [
        `${gitops.path} keeps the operator away from its components (annotation block-reconcile): ${next}. ` +
            `For the next step: npm run upgrade -- --stack NAME --operator ${confluent.version}`,
    ];
}

/**
 * Whether the init image may be from an earlier release: during an upgrade, while the operator leaves every component
 * alone.
 */
function waits(operator: CfkVersion, { initVersion, resources }: Overlay): boolean {
    return isOlder(initVersion, operator) && podRunners(resources).every(isBlocked);
}

/** Whether the first of two releases in the table is the earlier one. */
function isOlder(version: string, than: CfkVersion): boolean {
    const place = (cfkVersions as string[]).indexOf(version);
    return place >= 0 && place < cfkVersions.indexOf(than);
}
