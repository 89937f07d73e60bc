import * as aws from "@pulumi/aws";
import type { Config } from "../config";
import { ConfigurationError } from "../config/problems";
import { refuse } from "../config/rules/rule";
import { compareMinor } from "../config/support";

/** An EKS cluster as it is in AWS. */
export interface RunningCluster {
    /** Kubernetes' minor version, such as `1.34`. */
    version: string;
    tags: Readonly<Record<string, string>>;
}

/** The EKS cluster that this stack makes, where it is there; undefined before, and for a cluster that is taken. */
export async function runningCluster({ cluster }: Pick<Config, "cluster">): Promise<RunningCluster | undefined> {
    if (cluster.source !== "eks") return undefined;
    const { names } = await aws.eks.getClusters();
    return names.includes(cluster.name) ? aws.eks.getCluster({ name: cluster.name }) : undefined;
}

/**
 * Refuses a version that EKS would refuse when all else is under way: an earlier one, or one more than a minor version
 * ahead (https://docs.aws.amazon.com/eks/latest/userguide/update-cluster.html).
 *
 * @throws ConfigurationError that says what runs
 */
export function checkVersionStep({ cluster }: Pick<Config, "cluster">, running: RunningCluster | undefined): void {
    if (cluster.source !== "eks" || !running) return;
    const { version } = cluster;
    const step = compareMinor(version, running.version);
    if (step === 0 || step === 1) return;
    const [major, minor = 0] = running.version.split(".").map(Number);
    const next = `${major}.${minor + 1}`;
    throw new ConfigurationError([
        refuse(
            "cluster.version",
            version,
            step < 0
                ? `is earlier than ${running.version}, which runs: EKS takes no cluster back`
                : `is more than one minor version after ${running.version}, which runs: EKS upgrades one at a time`,
            step < 0
                ? `pulumi config set --path cluster.version '"${running.version}"'`
                : `pulumi config set --path cluster.version '"${next}"', pulumi up, and so on`,
        ),
    ]);
}
