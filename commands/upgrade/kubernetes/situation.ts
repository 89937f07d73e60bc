import type { Overlay } from "../../../config/workload/overlay";
import { ConfigurationError } from "../../../config/problems";
import type { Facts } from "../../../config/rules/rule";
import type { ClusterSettings } from "../../../config/schema";
import {
    cfkReleases,
    compareMinor,
    type EksVersion,
    eksVersionNames,
    eksVersions,
    within,
} from "../../../config/support";
import { project } from "../../../base/checkout";
import { readStackFile } from "../../../config/stackFile";
import { UsageError } from "../../../base/error";
import { checkedStack } from "../stack";

/** Where a stack's cluster stands, as its file says. */
export interface Situation {
    stack: string;
    facts: Facts & { cluster: Extract<ClusterSettings, { source: "eks" }> };
    /** Undefined where `gitops.checkout` is none. */
    overlay: Overlay | undefined;
    from: EksVersion;
    /** Whether the stack's file says the version, and not a default. */
    isWritten: boolean;
    to: EksVersion;
}

/**
 * Reads a stack's file.
 *
 * @param to minor version of Kubernetes
 * @throws UsageError where the cluster cannot be upgraded to that, with what to do first
 */
export function situationOf(stack: string, to: string, root: string): Situation {
    if (!isKnown(to)) throw new UsageError(`Kubernetes ${to} is not known here on EKS: ${eksVersionNames.join(", ")}.`);
    const { facts, problems } = checkedStack(stack, root);
    const { cluster, confluent, overlay } = facts;
    if (cluster.source !== "eks") {
        throw new UsageError(
            `cluster.source of ${stack} is ${cluster.source}: who made the cluster upgrades it. Confluent for Kubernetes ${confluent.version} runs on Kubernetes ${cfkReleases[confluent.version].kubernetes.join(" to ")}.`,
        );
    }
    // A version past its support is what the upgrade leads away from.
    const others = problems.filter(({ key }) => key !== "cluster.version" && key !== "cluster.upgradePolicy");
    if (others.length > 0) throw new ConfigurationError(others);
    const from = cluster.version;
    if (compareMinor(to, from) < 0) {
        throw new UsageError(
            `${to} would be a downgrade: cluster.version of ${stack} is ${from}, and EKS does not downgrade clusters.`,
        );
    }
    const { standard, extended } = eksVersions[to];
    if (facts.today > standard && cluster.upgradePolicy === "STANDARD") {
        throw new UsageError(
            `Kubernetes ${to} left EKS's standard support on ${standard}, and cluster.upgradePolicy of ${stack} is STANDARD: choose a later one, or set EXTENDED (until ${extended}) first.`,
        );
    }
    const { kubernetes } = cfkReleases[confluent.version];
    if (!within(to, kubernetes)) {
        const [release] = Object.entries(cfkReleases).find((entry) => within(to, entry[1].kubernetes)) ?? [];
        throw new UsageError(
            `Confluent for Kubernetes ${confluent.version} runs on Kubernetes ${kubernetes.join(" to ")}. ` +
                (release
                    ? `Upgrade the operator first: npm run upgrade -- --stack ${stack} --operator ${release}`
                    : `No release that is known here runs on ${to}.`),
        );
    }
    const written = readStackFile(stack, {}, root).config[`${project}:cluster`] as { version?: unknown };
    const isWritten = written.version !== undefined;
    return { stack, facts: { ...facts, cluster }, overlay, from, isWritten, to };
}

const isKnown = (version: string): version is EksVersion => version in eksVersions;
