import { readdirSync } from "node:fs";
import { join } from "node:path";
import { root as ownRoot } from "../../../base/checkout";
import { UsageError } from "../../../base/error";
import { readEnvironments } from "../../../config/environments";
import { parseImage } from "../../../config/kustomize/images";
import { renderQuickly } from "../../../config/kustomize/render";
import { ConfigurationError } from "../../../config/problems";
import type { Facts } from "../../../config/rules/rule";
import { releaseProblems } from "../../../config/rules/versions";
import { type CfkVersion, cfkReleases, within } from "../../../config/support";
import { legacy, type Versions } from "../../../config/together";
import { readAddons } from "../../../config/workload/addons";
import type { Overlay } from "../../../config/workload/overlay";
import { isBlocked, specImage } from "../../../config/workload/platform";
import { compareVersions } from "../../../tools/version";
import { checkedStack, releaseOf, treeOf } from "../stack";
import { type Goal, goalOf } from "./goal";

/** Where a stack stands, and where it can go. */
export interface Situation {
    stack: string;
    /** The folder of Pulumi.yaml. */
    root: string;
    /** The working copy that has the overlay. */
    tree: string;
    facts: Facts & { overlay: Overlay };
    /** What the stack's file and its overlay say; an upgrade that is under way counts as done. */
    start: Versions;
    goal: Goal;
    /** What has begun and comes first. */
    underWay: { operator: CfkVersion } | "migration" | undefined;
    /** The environment that its versions are promoted from; undefined where they are changed here. */
    promotesFrom: string | undefined;
}

/**
 * Reads a stack's file, its overlay and its addons.
 *
 * @param platform the version of Confluent Platform to go to; undefined for the newest that goes with the rest
 * @throws UsageError, ConfigurationError where there is no way there
 */
export function situationOf(stack: string, platform: string | undefined, root: string): Situation {
    const { facts, problems } = checkedStack(stack, root);
    // What an upgrade passes through, or leads out of, is no mistake.
    const passing = releaseProblems(facts).map(({ reason }) => reason);
    const others = problems.filter(
        ({ key, reason }) =>
            !["cluster.context", "cluster.version", "cluster.upgradePolicy"].includes(key) && !passing.includes(reason),
    );
    if (others.length > 0) throw new ConfigurationError(others);
    const { overlay, tree } = treeOf(stack, facts, root);
    const release = releaseOf(overlay, facts.gitops.path);
    const { version } = facts.confluent;
    const start = versionsOf(facts, overlay);
    const goal = goalOf(start, { platform: wished(platform, start, stack), addons: tried(start) });
    if ("inTheWay" in goal) {
        throw new UsageError(
            `No way leads ${stack} to Confluent Platform ${platform}: ${goal.inTheWay.map(({ reason }) => reason).join("; ")}.`,
        );
    }
    const isUnderWay = release !== version || overlay.resources.some(isBlocked);
    const underWay = isMigrating(overlay) ? "migration" : isUnderWay ? { operator: version } : undefined;
    const promotesFrom = readEnvironments(root).environments.find(({ name }) => name === stack)?.promotesFrom;
    return { stack, root, tree, facts: { ...facts, overlay }, start, goal, underWay, promotesFrom };
}

function versionsOf({ confluent, cluster, argocd, addons }: Facts, overlay: Overlay): Versions {
    return {
        operator: confluent.version,
        platform: overlay.platformVersion,
        coordination: isMigrating(overlay) ? "KRaft" : overlay.coordination,
        controlCenter: controlCenterOf(overlay),
        kubernetes: cluster.source === "eks" ? cluster.version : undefined,
        argoCd: argocd.install === "helm" ? argocd.version : undefined,
        addons: Object.fromEntries((addons?.addons ?? []).map(({ chart, version }) => [chart, version])),
    };
}

const isMigrating = ({ resources }: Overlay): boolean => resources.some(({ kind }) => kind === "KRaftMigrationJob");

/** The legacy one, where there is one; else the next generation's version. */
function controlCenterOf({ resources }: Overlay): string | undefined {
    const images = resources
        .filter(({ kind }) => kind === "ControlCenter")
        .map((resource) => parseImage(specImage(resource, "application") ?? ""));
    if (images.some(({ name }) => name.endsWith("/cp-enterprise-control-center"))) return legacy;
    return images.find(({ name }) => name.endsWith("-next-gen"))?.tag;
}

/** What was asked for, where it can be. */
function wished(platform: string | undefined, start: Versions, stack: string): string | undefined {
    if (platform === undefined) return undefined;
    if (!/^\d+\.\d+\.\d+$/.test(platform))
        throw new UsageError(
            `--platform ${platform} is not a version of Confluent Platform: three numbers, such as 8.3.2.`,
        );
    if (compareVersions(platform, start.platform) < 0) {
        throw new UsageError(
            `${platform} would be a downgrade: ${stack} has Confluent Platform ${start.platform}, and Kafka doesn't start with metadata of a later version.`,
        );
    }
    if (Object.values(cfkReleases).some((release) => within(platform, release.platform))) return platform;
    const known = Object.entries(cfkReleases).map(
        ([version, release]) => `${version}: ${release.platform.join(" to ")}`,
    );
    throw new UsageError(
        `No release of Confluent for Kubernetes that is known here runs Confluent Platform ${platform} (${known.join(", ")}).`,
    );
}

/** The version of each chart that this program comes with: what its tests and drills run. */
function tried({ addons }: Versions): Record<string, string> {
    if (Object.keys(addons).length === 0) return {};
    const folder = "gitops/addons";
    const folders = readdirSync(join(ownRoot, folder)).filter((name) => name !== "overlays");
    return Object.fromEntries(
        folders
            .flatMap((name) => readAddons(ownRoot, `${folder}/${name}`, renderQuickly).addons)
            .map(({ chart, version }) => [chart, version]),
    );
}
