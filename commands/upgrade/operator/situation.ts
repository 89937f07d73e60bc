import { checkoutFolder, ownCheckout } from "../../../config/workload/checkout";
import type { Overlay } from "../../../config/workload/overlay";
import { ConfigurationError } from "../../../config/problems";
import type { Facts } from "../../../config/rules/rule";
import { releaseProblems } from "../../../config/rules/versions";
import { type CfkVersion, cfkReleases, cfkVersions, compareMinor, within } from "../../../config/support";
import { committedStacks, project } from "../../../base/checkout";
import { readStackFile } from "../../../config/stackFile";
import { UsageError } from "../../../base/error";
import { checkedStack, isKnown, releaseOf, treeOf } from "../stack";
import { filesOf, setsTag } from "./tree";

/** Where a stack stands, as its file and its overlay say. */
export interface Situation {
    stack: string;
    /** The folder of Pulumi.yaml. */
    root: string;
    /** The working copy that has the overlay: the same folder, or another repository's (`gitops.checkout`). */
    tree: string;
    facts: Facts & { overlay: Overlay };
    /** The release that the components are of: that of their init image. */
    from: CfkVersion;
    to: CfkVersion;
    /** Other committed stacks whose overlay has a file in common with this one's. */
    others: string[];
}

/**
 * Reads a stack's file and its overlay.
 *
 * @param to release of Confluent for Kubernetes
 * @throws UsageError where the stack cannot be upgraded to that, with what to do first
 */
export function situationOf(stack: string, to: string, root: string): Situation {
    if (!isKnown(to))
        throw new UsageError(`Confluent for Kubernetes ${to} is not known here: ${cfkVersions.join(", ")}.`);
    const { facts, problems } = checkedStack(stack, root);
    // Where it runs does not matter for what is in Git, and what an upgrade passes through is no mistake.
    const passing = releaseProblems(facts).map(({ reason }) => reason);
    const others = problems.filter(({ key, reason }) => key !== "cluster.context" && !passing.includes(reason));
    if (others.length > 0) throw new ConfigurationError(others);
    const { overlay, tree } = treeOf(stack, facts, root);
    const { path } = facts.gitops;
    const from = releaseOf(overlay, path);
    for (const [what, version] of [
        [`the init image in ${path}`, from],
        [`confluent.version of ${stack}`, facts.confluent.version],
    ] as const) {
        if (cfkVersions.indexOf(version) <= cfkVersions.indexOf(to)) continue;
        throw new UsageError(
            `${to} would be a downgrade: ${what} is ${version} already. Confluent documents no way back; what has not been applied yet is reverted in Git.`,
        );
    }
    refuseWhatDoesNotRun(facts, overlay, from, to);
    return { stack, root, tree, facts: { ...facts, overlay }, from, to, others: sharing(stack, path, root, tree) };
}

function refuseWhatDoesNotRun({ cluster, gitops }: Facts, overlay: Overlay, from: CfkVersion, to: CfkVersion): void {
    const { platform, kubernetes } = cfkReleases[to];
    if (!within(overlay.platformVersion, platform)) {
        const [first, last] = cfkReleases[from].platform;
        const isOld = compareMinor(overlay.platformVersion, platform[0]) < 0;
        throw new UsageError(
            `Confluent for Kubernetes ${to} runs Confluent Platform ${platform.join(" to ")}, and ${gitops.path} has ${overlay.platformVersion}. ` +
                (isOld
                    ? `Upgrade the platform first, to ${platform[0]} or later: ${from} runs ${first} to ${last}.`
                    : "Choose a later release of the operator."),
        );
    }
    if (cluster.source === "eks" && !within(cluster.version, kubernetes)) {
        throw new UsageError(
            `Confluent for Kubernetes ${to} runs on Kubernetes ${kubernetes.join(" to ")}, and cluster.version is ${cluster.version}. Upgrade the cluster first.`,
        );
    }
}

/** Stacks that a commit for this one concerns too: those whose overlay has a version file in common with it. */
function sharing(stack: string, path: string, root: string, tree: string): string[] {
    const own = filesOf(tree, path);
    return committedStacks(root).filter((other) => {
        if (other === stack) return false;
        const gitops = readStackFile(other, {}, root).config[`${project}:gitops`] as
            { path?: unknown; checkout?: string } | undefined;
        const isInTree = checkoutFolder({ checkout: gitops?.checkout ?? ownCheckout }, root) === tree;
        const files = isInTree && typeof gitops?.path === "string" ? filesOf(tree, gitops.path) : new Set<string>();
        return [...files].some((file) => own.has(file) && setsTag(tree, file));
    });
}
