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
 * What it may do: the policy of its page for AWS
 * (https://github.com/kubernetes/autoscaler/tree/master/cluster-autoscaler/cloudprovider/aws#iam-policy), and narrower: it
 * changes the groups of its own cluster alone. The cluster's name is a tag of each session that Pod Identity begins
 * (https://docs.aws.amazon.com/eks/latest/userguide/pod-id-abac.html), and of each group that EKS manages.
 */
export const policyFile = join(__dirname, "../../aws/cluster-autoscaler.policy.json");

export interface ClusterAutoscalerArgs extends Pick<Config, "mirrors" | "secrets" | "root" | "region"> {
    cluster: MadeCluster;
}

/**
 * The Cluster Autoscaler: as many nodes as pods need, within each group's bounds. It finds the groups by the tags that
 * EKS gives to those that it manages (https://docs.aws.amazon.com/eks/latest/userguide/managed-node-groups.html).
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

/** Names of the chart's values.yaml (https://github.com/kubernetes/autoscaler/tree/master/cluster-autoscaler/charts). */
function autoscalerValues({ cluster, mirrors, secrets, region }: ClusterAutoscalerArgs) {
    return {
        fullnameOverride: chart,
        rbac: { serviceAccount: { name: chart } },
        autoDiscovery: { clusterName: cluster.name },
        // It would ask the instance's metadata, which no pod reaches: EKS's nodes let an answer go one hop.
        awsRegion: region,
        image: {
            // It simulates the scheduler of one Kubernetes: the chart's own is of another.
            tag: `v${autoscalerVersions[cluster.version]}`,
            ...(mirrors.images && { repository: `${mirrors.images}/autoscaling/${chart}` }),
            ...(secrets.imagePullSecret && { pullSecrets: [pullSecretName] }),
        },
        extraArgs: {
            // A group of each zone: nodes come evenly to those that are alike in all else.
            "balance-similar-node-groups": true,
            // Argo CD and the operators write into emptyDirs, and would hold each node that they are on for ever.
            "skip-nodes-with-local-storage": false,
        },
        resources: { requests: { cpu: "100m", memory: "300Mi" }, limits: { cpu: "500m", memory: "600Mi" } },
    };
}
