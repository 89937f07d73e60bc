import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { Config } from "../../config";
import { ConfigurationError } from "../../config/problems";
import { refuse } from "../../config/rules/rule";
import type { RunningCluster } from "../whatIsThere/runningCluster";

/** Days for which the control plane's logs are kept. */
const retentionInDays = 30;

/** The name that EKS fixes for a cluster's logs (https://docs.aws.amazon.com/eks/latest/userguide/control-plane-logs.html). */
const logGroupName = (clusterName: string): string => `/aws/eks/${clusterName}/cluster`;

/**
 * The control plane's log group. Otherwise EKS would create it, keep its logs forever, and leave it behind.
 *
 * @param isLeft whether it already exists, according to `isLogGroupLeft`
 */
export const controlPlaneLogs = (
    name: string,
    clusterName: string,
    isLeft: boolean,
    opts: pulumi.CustomResourceOptions,
): aws.cloudwatch.LogGroup =>
    new aws.cloudwatch.LogGroup(
        name,
        { name: logGroupName(clusterName), retentionInDays },
        // Pulumi imports it, and then updates it to these settings. For one that is already in the stack, this has no
        // effect.
        { ...opts, ...(isLeft && { import: logGroupName(clusterName) }) },
    );

/**
 * Whether the cluster's log group exists before the cluster does. EKS writes a deleted cluster's last lines late, and
 * recreates the deleted group for them (terraform-aws-modules/terraform-aws-eks issues 920, 2446 and 2763); an
 * interrupted `up` also leaves it behind.
 *
 * @param running the cluster as it is in AWS
 * @throws ConfigurationError if somebody keeps it: taking it over would lose logs
 */
export async function isLogGroupLeft(
    { cluster, region }: Pick<Config, "cluster" | "region">,
    running: RunningCluster | undefined,
): Promise<boolean> {
    // For a running cluster, it already belongs to the stack: no request is needed.
    if (cluster.source !== "eks" || running) return false;
    const name = logGroupName(cluster.name);
    const { logGroupNames } = await aws.cloudwatch.getLogGroups({ logGroupNamePrefix: name });
    if (!logGroupNames.includes(name)) return false;
    const group = await aws.cloudwatch.getLogGroup({ name });
    const kept = whyKept(group);
    if (kept) {
        const ofGroup = `--region ${region} --log-group-name ${name}`;
        throw new ConfigurationError([
            refuse(
                "cluster.name",
                cluster.name,
                `${name}, the log group of an earlier cluster with this name, ${kept}: it is kept on purpose, but the stack ` +
                    `would take it over and keep ${retentionInDays} days`,
                `use another cluster.name; or, if nobody needs those logs, aws logs delete-log-group ${ofGroup}`,
            ),
        ]);
    }
    if (group.retentionInDays !== retentionInDays) {
        void pulumi.log.info(`${name} is left over from an earlier cluster with this name: the stack takes it over.`);
    }
    return true;
}

/** Settings that show that somebody wants to keep a log group; EKS sets none of them. */
function whyKept(group: aws.cloudwatch.GetLogGroupResult): string | undefined {
    if (group.retentionInDays > retentionInDays) return `keeps its logs for ${group.retentionInDays} days`;
    if (group.kmsKeyId) return "is encrypted with a key of its own";
    return group.deletionProtectionEnabled ? "is protected from deletion" : undefined;
}
