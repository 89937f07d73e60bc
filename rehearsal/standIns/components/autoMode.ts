/** What `eks.Cluster` in pulumi-eks 4.3.0 creates for `autoMode` (createCore in nodejs/eks/cluster/cluster.ts). */
import type { Input, Inputs, Resource } from "@pulumi/pulumi";
import { all, output } from "@pulumi/pulumi/output";
import type { Arguments } from "./child";
import { serviceRole, type ServiceRole } from "./serviceRole";

interface Options {
    readonly enabled?: boolean;
    readonly createNodeRole?: boolean;
    readonly computeConfig?: Input<Inputs>;
}

/** The policies that the cluster's own role needs in addition to AmazonEKSClusterPolicy. */
export const clusterPolicies = [
    "AmazonEKSComputePolicy",
    "AmazonEKSBlockStoragePolicy",
    "AmazonEKSLoadBalancingPolicy",
    "AmazonEKSNetworkingPolicy",
];

export interface AutoMode {
    /** Created unless one is passed; its name is an output of the component. */
    nodeRole: ServiceRole | undefined;
    /** Inputs of the cluster. */
    inputs: Arguments;
}

/** @returns undefined if it is not enabled */
export function autoMode(name: string, options: Options | undefined, parent: Resource): AutoMode | undefined {
    if (options?.enabled !== true) return undefined;
    const nodeRole =
        options.createNodeRole === false
            ? undefined
            : serviceRole(
                  `${name}-nodeRole`,
                  {
                      service: "ec2.amazonaws.com",
                      policies: ["AmazonEKSWorkerNodeMinimalPolicy", "AmazonEC2ContainerRegistryPullOnly"],
                  },
                  parent,
              );
    const computeConfig = all([output(options.computeConfig), nodeRole?.role.arn]).apply(([given, nodeRoleArn]) => ({
        enabled: true,
        nodeRoleArn,
        nodePools: ["general-purpose", "system"],
        ...given,
    }));
    // Either all three are known, or none: AWS's provider rejects some of them alone.
    const together = <Config extends object>(config: Config) => computeConfig.apply(() => config);
    return {
        nodeRole,
        inputs: {
            computeConfig,
            storageConfig: together({ blockStorage: { enabled: true } }),
            kubernetesNetworkConfig: together({ ipFamily: "ipv4", elasticLoadBalancing: { enabled: true } }),
        },
    };
}
