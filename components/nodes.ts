import * as eks from "@pulumi/eks";
import type * as pulumi from "@pulumi/pulumi";
import { amiTypeOf } from "../config/architecture";
import type { EksArgs, EksSettings } from "./eks";
import { serviceRole } from "./iam";
import { launchTemplate } from "./launchTemplate";
import type { Network } from "./network";

/** AWS managed policies that a node's role needs; volumes and load balancers are not a node's business. */
const nodePolicies = ["AmazonEKSWorkerNodePolicy", "AmazonEKS_CNI_Policy", "AmazonEC2ContainerRegistryPullOnly"];

/** The nodes of a cluster: a managed group with a role and a launch template of its own. */
export function nodeGroup(
    name: string,
    args: EksArgs,
    cluster: eks.Cluster,
    parent: pulumi.Resource,
): eks.ManagedNodeGroup {
    const { settings, network } = args;
    const node = serviceRole(
        name,
        { service: "ec2.amazonaws.com", policies: nodePolicies, given: settings.nodes.roleArn },
        parent,
    );
    return new eks.ManagedNodeGroup(
        name,
        {
            cluster,
            nodeRoleArn: node.arn,
            subnetIds: nodeSubnetIds(settings, network),
            instanceTypes: settings.nodes.instanceTypes,
            amiType: amiTypeOf(settings.nodes.instanceTypes),
            capacityType: settings.nodes.capacityType,
            scalingConfig: {
                minSize: settings.nodes.min,
                maxSize: settings.nodes.max,
                desiredSize: settings.nodes.desired,
            },
            version: settings.version,
            ...(settings.nodes.releaseVersion && { releaseVersion: settings.nodes.releaseVersion }),
            launchTemplate: launchTemplate(name, settings.nodes.diskSize, args.tags, parent),
        },
        // The whole cluster, its network add-on too: without that no node gets ready, and it goes after them.
        {
            parent,
            dependsOn: [cluster, ...node.policies],
            transforms: [rollsAtOnce(settings.nodes.maxUnavailable)],
        },
    );
}

/** How many nodes of a group roll at once, which the component has no argument for. */
const rollsAtOnce =
    (maxUnavailable: number): pulumi.ResourceTransform =>
    ({ type, props, opts }) =>
        type === "aws:eks/nodeGroup:NodeGroup"
            ? { props: { ...props, updateConfig: { maxUnavailable } }, opts }
            : undefined;

function nodeSubnetIds(settings: EksSettings, network: Network): pulumi.Output<string[]> {
    const isPrivate = settings.nodes.subnets ? settings.nodes.subnets === "private" : network.nodesArePrivate;
    return isPrivate ? network.privateSubnetIds : network.publicSubnetIds;
}
