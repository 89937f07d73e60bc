import { readFileSync } from "node:fs";
import { join } from "node:path";
import * as k8s from "@pulumi/kubernetes";
import type * as pulumi from "@pulumi/pulumi";
import type { Config } from "../../config";
import { pinnedChart } from "../../config/charts";
import type { MadeCluster } from "../addon";
import { crdsOnly } from "../crds/crdsOnly";
import { pullSecretName } from "../../config/charts/pullSecret";
import { podRole } from "../podRole";

const chart = "aws-load-balancer-controller";
/** The chart calls its objects by the release's name where that is its own. */
const serviceAccount = chart;
const namespace = "kube-system";

/**
 * What the controller may do: docs/install/iam_policy.json of its release (and iam_policy_us-gov.json, iam_policy_cn.json,
 * the same in other partitions), less what is turned off below, and narrower: it says of the cluster's name what that
 * says of any. The name is a tag of each session that Pod Identity begins
 * (https://docs.aws.amazon.com/eks/latest/userguide/pod-id-abac.html); the security group of the cluster has it from EKS.
 */
export const policyFile = join(__dirname, "../../aws/load-balancer-controller.policy.json");

export interface LoadBalancerControllerArgs extends Pick<Config, "mirrors" | "secrets" | "root" | "region" | "tags"> {
    cluster: MadeCluster;
}

/**
 * AWS Load Balancer Controller: Network Load Balancers for Services, Application Load Balancers for Ingresses of its class.
 * Its CRDs are objects of the stack, as those of CFK: Helm never upgrades any.
 */
export function loadBalancerController(
    name: string,
    args: LoadBalancerControllerArgs,
    opts: { parent: pulumi.Resource; dependsOn: pulumi.Resource[] },
): void {
    const { cluster, mirrors, root } = args;
    const { parent } = opts;
    const source = pinnedChart(chart, mirrors.charts, root);
    const role = podRole(
        name,
        {
            cluster,
            namespace,
            serviceAccount,
            policy: readFileSync(policyFile, "utf8"),
            given: cluster.loadBalancerControllerRoleArn,
        },
        parent,
    );
    // With it go the load balancers that are in use: nobody takes them away any more, nor lets their Services go.
    const protect = cluster.deletionProtection;
    const crds = new k8s.helm.v4.Chart(
        `${name}-crds`,
        // The chart renders for nobody who names no cluster.
        { ...source, namespace, values: { clusterName: cluster.name }, postRenderer: crdsOnly },
        { parent, protect },
    );
    new k8s.helm.v3.Release(
        `${name}-release`,
        {
            ...source,
            name: chart,
            namespace,
            skipCrds: true,
            atomic: true,
            timeout: 600,
            values: controllerValues(args),
        },
        { parent, protect, dependsOn: [...opts.dependsOn, ...role, crds] },
    );
}

/** Names of the chart's values.yaml (https://github.com/aws/eks-charts/tree/master/stable/aws-load-balancer-controller). */
function controllerValues({ cluster, mirrors, secrets, region, tags }: LoadBalancerControllerArgs) {
    return {
        clusterName: cluster.name,
        // It would ask the instance's metadata, which no pod reaches: EKS's nodes let an answer go one hop.
        region,
        vpcId: cluster.vpcId,
        serviceAccount: { name: serviceAccount },
        ...(mirrors.images && { image: { repository: `${mirrors.images}/eks/${chart}` } }),
        ...(secrets.imagePullSecret && { imagePullSecrets: [{ name: pullSecretName }] }),
        // It would take every new Service of type LoadBalancer that says no class, whoever's that is, and while it does
        // not run, no Service at all could be made. Those who want it say so.
        enableServiceMutatorWebhook: false,
        // Whose APIs have no endpoint in a VPC
        // (https://docs.aws.amazon.com/eks/latest/userguide/private-clusters.html), and which nothing here uses.
        enableShield: false,
        enableWaf: false,
        enableWafv2: false,
        // Pods of the VPC's own addresses need no way round by a node's port.
        defaultTargetType: "ip",
        ...(Object.keys(tags).length > 0 && { defaultTags: tags }),
        // A node that is drained takes one of the two.
        podDisruptionBudget: { maxUnavailable: 1 },
        resources: { requests: { cpu: "100m", memory: "128Mi" }, limits: { cpu: "500m", memory: "256Mi" } },
    };
}
