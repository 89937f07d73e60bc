import * as k8s from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import type { Config } from "../../config";
import { addon } from "../addon";
import type { Cluster } from "../cluster";
import { readsSecrets } from "../../config/workload/addons";
import { clusterAutoscaler } from "./clusterAutoscaler";
import { externalSecretsRole } from "./externalSecretsRole";
import { imagePullSecret } from "../imagePullSecret";
import { loadBalancerController } from "./loadBalancerController";

export interface ClusterServicesArgs extends Pick<
    Config,
    "mirrors" | "secrets" | "root" | "region" | "tags" | "gitops" | "addons"
> {
    cluster: Cluster;
}

/** Whether a stack uses any of them. */
export const asksForServices = ({ cluster, addons }: Pick<Config, "cluster" | "addons">): boolean =>
    cluster.source === "eks" &&
    (cluster.metricsServer ||
        cluster.loadBalancerController ||
        cluster.nodes.scaling !== "none" ||
        readsSecrets(addons?.addons ?? []));

/**
 * Services, in addition to storage, for a cluster that the stack creates. They exist before the operators and the
 * workload, and outlive them, because they delete what they have created in AWS for the objects of both.
 */
export class ClusterServices extends pulumi.ComponentResource {
    constructor(name: string, args: ClusterServicesArgs, opts?: pulumi.ComponentResourceOptions) {
        super("platform:services:ClusterServices", name, {}, opts);
        const made = args.cluster.madeHere;
        if (made?.nodes.scaling === "autoMode") networkPolicies(name, { parent: this });
        const scales = made?.nodes.scaling === "clusterAutoscaler";
        if (made && (made.loadBalancerController || scales)) {
            const pullSecret = imagePullSecret(name, "kube-system", args.secrets.imagePullSecret, { parent: this });
            const opts = { parent: this, dependsOn: pullSecret };
            if (scales) clusterAutoscaler(`${name}-autoscaler`, { ...args, cluster: made }, opts);
            if (made.loadBalancerController) {
                loadBalancerController(`${name}-load-balancers`, { ...args, cluster: made }, opts);
            }
        }
        if (made) externalSecretsRole(`${name}-external-secrets`, { ...args, cluster: made }, this);
        if (made?.metricsServer) {
            addon(`${name}-metrics-server`, made, { addonName: "metrics-server" }, { parent: this });
        }
        this.registerOutputs({});
    }
}

/**
 * Makes EKS Auto Mode enforce NetworkPolicies, which it ignores by default
 * (https://docs.aws.amazon.com/eks/latest/userguide/auto-net-pol.html).
 */
const networkPolicies = (name: string, opts: pulumi.CustomResourceOptions): k8s.core.v1.ConfigMap =>
    new k8s.core.v1.ConfigMap(
        `${name}-network-policies`,
        {
            metadata: { name: "amazon-vpc-cni", namespace: "kube-system" },
            data: { "enable-network-policy-controller": "true" },
        },
        opts,
    );
