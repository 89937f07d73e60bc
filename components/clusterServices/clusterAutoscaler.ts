import { readFileSync } from "node:fs";
import { join } from "node:path";
import * as k8s from "@pulumi/kubernetes";
import type * as pulumi from "@pulumi/pulumi";
import type { Config } from "../../config";
import { pinnedChart } from "../../config/charts";
import { autoscalerVersions } from "../../config/support";
import type { MadeCluster } from "../addon";
import { pullSecretName } from "../../config/charts/pullSecret";
import { podRole } from "../podRole";

const chart = "cluster-autoscaler";
const namespace = "kube-system";

/**
 * Its permissions: the policy on its page for AWS
 * (https://github.com/kubernetes/autoscaler/tree/master/cluster-autoscaler/cloudprovider/aws#iam-policy), but narrower:
 * it only changes the groups of its own cluster. The cluster's name is a tag of each session that Pod Identity starts
 * (https://docs.aws.amazon.com/eks/latest/userguide/pod-id-abac.html), and of each group that EKS manages.
 */
export const policyFile = join(__dirname, "../../aws/cluster-autoscaler.policy.json");

export interface ClusterAutoscalerArgs extends Pick<Config, "mirrors" | "secrets" | "root" | "region"> {
    cluster: MadeCluster;
}

/**
 * The Cluster Autoscaler: it adjusts the number of nodes to the pods, within each group's bounds. It finds the groups
 * through the tags that EKS sets on the groups that it manages
 * (https://docs.aws.amazon.com/eks/latest/userguide/managed-node-groups.html).
 */
export function clusterAutoscaler(
    name: string,
    args: ClusterAutoscalerArgs,
    opts: { parent: pulumi.Resource; dependsOn: pulumi.Resource[] },
): void {
    const { cluster, mirrors, root } = args;
    const role = podRole(
        name,
        {
            cluster,
            namespace,
            serviceAccount: chart,
            policy: readFileSync(policyFile, "utf8"),
            given: cluster.nodes.autoscalerRoleArn,
        },
        opts.parent,
    );
    new k8s.helm.v3.Release(
        `${name}-release`,
        {
            ...pinnedChart(chart, mirrors.charts, root),
            name: chart,
            namespace,
            atomic: true,
            timeout: 600,
            values: autoscalerValues(args),
        },
        { parent: opts.parent, dependsOn: [...opts.dependsOn, ...role] },
    );
}

/**
 * Names as in the chart's values.yaml (https://github.com/kubernetes/autoscaler/tree/master/cluster-autoscaler/charts).
 */
function autoscalerValues({ cluster, mirrors, secrets, region }: ClusterAutoscalerArgs) {
    return {
        fullnameOverride: chart,
        rbac: { serviceAccount: { name: chart } },
        autoDiscovery: { clusterName: cluster.name },
        // By default, it asks the instance metadata service, which pods can't reach: EKS's nodes have a hop limit of
        // one.
        awsRegion: region,
        image: {
            // It simulates the scheduler of one Kubernetes version, which is not the cluster's by default.
            tag: `v${autoscalerVersions[cluster.version]}`,
            ...(mirrors.images && { repository: `${mirrors.images}/autoscaling/${chart}` }),
            ...(secrets.imagePullSecret && { pullSecrets: [pullSecretName] }),
        },
        extraArgs: {
            // There is a group for each zone: this spreads nodes evenly over groups that are otherwise the same.
            "balance-similar-node-groups": true,
            // Argo CD and the operators write to emptyDirs, and would otherwise keep their nodes from ever being
            // removed.
            "skip-nodes-with-local-storage": false,
        },
        resources: { requests: { cpu: "100m", memory: "300Mi" }, limits: { cpu: "500m", memory: "600Mi" } },
    };
}
