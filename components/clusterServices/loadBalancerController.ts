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
/** The chart names its objects after the release if the release has the chart's name. */
const serviceAccount = chart;
const namespace = "kube-system";

/**
 * The controller's permissions: docs/install/iam_policy.json of its release (and iam_policy_us-gov.json,
 * iam_policy_cn.json, the same in other partitions), without what is turned off below, and narrower: it requires this
 * cluster's name where that policy accepts any. The name is a tag of each session that Pod Identity starts
 * (https://docs.aws.amazon.com/eks/latest/userguide/pod-id-abac.html); EKS sets it on the cluster's security group.
 */
export const policyFile = join(__dirname, "../../aws/load-balancer-controller.policy.json");

export interface LoadBalancerControllerArgs extends Pick<Config, "mirrors" | "secrets" | "root" | "region" | "tags"> {
    cluster: MadeCluster;
}

/**
 * AWS Load Balancer Controller: Network Load Balancers for Services, Application Load Balancers for Ingresses of its
 * class. Its CRDs are objects of the stack, like those of CFK, because Helm never upgrades CRDs.
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
    // Without it, load balancers that are in use are orphaned: nothing deletes them any more, nor releases their
    // Services.
    const protect = cluster.deletionProtection;
    const crds = new k8s.helm.v4.Chart(
        `${name}-crds`,
        // The chart doesn't render without a cluster name.
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

/**
 * Names as in the chart's values.yaml
 * (https://github.com/aws/eks-charts/tree/master/stable/aws-load-balancer-controller).
 */
function controllerValues({ cluster, mirrors, secrets, region, tags }: LoadBalancerControllerArgs) {
    return {
        clusterName: cluster.name,
        // By default, it asks the instance metadata service, which pods can't reach: EKS's nodes have a hop limit of
        // one.
        region,
        vpcId: cluster.vpcId,
        serviceAccount: { name: serviceAccount },
        ...(mirrors.images && { image: { repository: `${mirrors.images}/eks/${chart}` } }),
        ...(secrets.imagePullSecret && { imagePullSecrets: [{ name: pullSecretName }] }),
        // By default, it handles every new Service of type LoadBalancer without a class, whoever owns it, and while it
        // isn't running, no Service at all can be created. Users who want it have to set the class.
        enableServiceMutatorWebhook: false,
        // Their APIs have no endpoint in a VPC
        // (https://docs.aws.amazon.com/eks/latest/userguide/private-clusters.html), and nothing here uses them.
        enableShield: false,
        enableWaf: false,
        enableWafv2: false,
        // Pods with addresses in the VPC don't need the detour through a node port.
        defaultTargetType: "ip",
        ...(Object.keys(tags).length > 0 && { defaultTags: tags }),
        // A drained node takes only one of the two.
        podDisruptionBudget: { maxUnavailable: 1 },
        resources: { requests: { cpu: "100m", memory: "128Mi" }, limits: { cpu: "500m", memory: "256Mi" } },
    };
}
