import * as aws from "@pulumi/aws";
import type { Config } from "../../config";
import { ConfigurationError, setCommand } from "../../config/problems";
import { refuse } from "../../config/rules/rule";
import { compareMinor } from "../../config/support";

/** An EKS cluster as it is in AWS. */
export interface RunningCluster {
    /** Kubernetes' minor version, such as `1.35`. */
    version: string;
    roleArn: string;
    tags: Readonly<Record<string, string>>;
    vpcConfig: { subnetIds: readonly string[] };
    /** One at most: EKS Auto Mode's. */
    computeConfigs: readonly { enabled: boolean }[];
}

/**
 * The EKS cluster that this stack creates, if it exists; undefined before that, and for a cluster that the stack
 * doesn't create.
 */
export async function runningCluster({ cluster }: Pick<Config, "cluster">): Promise<RunningCluster | undefined> {
    if (cluster.source !== "eks") return undefined;
    const { names } = await aws.eks.getClusters();
    return names.includes(cluster.name) ? aws.eks.getCluster({ name: cluster.name }) : undefined;
}

/**
 * Rejects a version that EKS would otherwise reject halfway through: an earlier one, or one that is more than one minor
 * version ahead (https://docs.aws.amazon.com/eks/latest/userguide/update-cluster.html).
 *
 * @throws ConfigurationError with the current version
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
                ? `is earlier than the running version, ${running.version}: EKS does not downgrade clusters`
                : `is more than one minor version after the running version, ${running.version}: EKS upgrades one at a time`,
            step < 0
                ? setCommand("cluster.version", running.version)
                : `${setCommand("cluster.version", next)}, pulumi up, and so on`,
        ),
    ]);
}

/**
 * Rejects a change of the cluster's role. EKS can't change it later (UpdateClusterConfig accepts no role:
 * https://docs.aws.amazon.com/eks/latest/APIReference/API_UpdateClusterConfig.html), and Pulumi would replace the
 * cluster, which fails because the name is still in use.
 *
 * @throws ConfigurationError with the current role
 */
export function checkRoleStays({ cluster, iam }: Pick<Config, "cluster" | "iam">, running?: RunningCluster): void {
    if (cluster.source !== "eks" || !running) return;
    const { roleArn } = running;
    const reason = `is not what the cluster ${cluster.name} was created with, and EKS cannot change a cluster's role`;
    const another = "or create another cluster (cluster.name), and move the workload";
    if (cluster.roleArn !== undefined && cluster.roleArn !== roleArn) {
        const fix = `${setCommand("cluster.roleArn", roleArn)}, ${another}`;
        throw new ConfigurationError([refuse("cluster.roleArn", cluster.roleArn, reason, fix)]);
    }
    // The name that Pulumi gives to the role that the stack creates.
    const [, path] = /:role(\/|\/.+\/)cluster-eks-eksRole-role-\w+$/.exec(roleArn) ?? [];
    if (cluster.roleArn !== undefined || path === undefined || path === iam.path) return;
    const fix = `${setCommand("iam.path", path)}, ${another}`;
    throw new ConfigurationError([refuse("iam.path", iam.path, `${reason}, ${roleArn}`, fix)]);
}

/**
 * Rejects turning EKS Auto Mode on or off: neither driver can use the other's volumes, and all nodes, with their pods'
 * network, would be deleted at once (https://docs.aws.amazon.com/eks/latest/userguide/auto-migrate-mng.html).
 *
 * @throws ConfigurationError with the current setting
 */
export function checkAutoModeStays({ cluster }: Pick<Config, "cluster">, running: RunningCluster | undefined): void {
    if (cluster.source !== "eks" || !running) return;
    const { scaling } = cluster.nodes;
    const isAuto = running.computeConfigs.some(({ enabled }) => enabled);
    if (isAuto === (scaling === "autoMode")) return;
    throw new ConfigurationError([
        refuse(
            "cluster.nodes.scaling",
            scaling,
            `the cluster ${cluster.name} runs ${isAuto ? "with" : "without"} EKS Auto Mode: its volumes would be left behind`,
            `${setCommand("cluster.nodes.scaling", isAuto ? "autoMode" : "none")}; or create another cluster (cluster.name), and move the workload`,
        ),
    ]);
}

/**
 * Rejects adding or removing one of the zones that the cluster was created in: EKS only accepts subnets in exactly
 * those zones (https://github.com/aws/containers-roadmap/issues/2258), and otherwise reports this halfway through.
 *
 * @throws ConfigurationError with the current zones
 */
export async function checkZonesStay(
    { cluster, network }: Pick<Config, "cluster" | "network">,
    running: RunningCluster | undefined,
): Promise<void> {
    if (cluster.source !== "eks" || !network || !running) return;
    const { subnetIds } = running.vpcConfig;
    const isCreated = network.source === "create";
    const key = isCreated ? "network.zones" : "network.privateSubnetIds";
    const listed = isCreated ? [] : [...network.publicSubnetIds, ...network.privateSubnetIds];
    if (!isCreated && sameMembers(listed, subnetIds)) return;
    const zones = await zonesOf([...subnetIds, ...listed]);
    const its = sorted(subnetIds.map((id) => zones.get(id) ?? ""));
    const now = isCreated ? network.zones : sorted(listed.map((id) => zones.get(id) ?? ""));
    if (its.length === 0) return;
    const added = now.filter((zone) => !its.includes(zone));
    const left = its.filter((zone) => !now.includes(zone));
    if (added.length > 0) {
        const reason = `not among the zones in which the cluster ${cluster.name} was created, ${its.join(", ")}: EKS cannot add zones to a cluster`;
        const fix = `keep those; for another zone, create another cluster (cluster.name), and move the workload`;
        throw new ConfigurationError([refuse(key, added, reason, fix)]);
    }
    if (left.length > 0) {
        const reason = `without ${left.join(", ")}, in which the cluster ${cluster.name} was also created: EKS needs subnets in all the zones in which it was created, ${its.join(", ")}`;
        throw new ConfigurationError([refuse(key, isCreated ? now : listed, reason, "list all of them again")]);
    }
}

const sorted = (texts: readonly string[]): string[] => [...new Set(texts)].sort();
const sameMembers = (one: readonly string[], other: readonly string[]): boolean =>
    sorted(one).join() === sorted(other).join();

/** By subnet; AWS is asked only once for each. */
async function zonesOf(subnetIds: readonly string[]): Promise<Map<string, string>> {
    const ids = [...new Set(subnetIds)];
    const subnets = await Promise.all(ids.map((id) => aws.ec2.getSubnet({ id })));
    return new Map(ids.map((id, index) => [id, subnets[index]?.availabilityZone ?? ""]));
}
