import * as eks from "@pulumi/eks";
import type * as pulumi from "@pulumi/pulumi";
import { amiTypeOf } from "../../config/aws/architecture";
import { type NodeGroup, nodeGroupsOf } from "../../config/nodeGroups";
import type { EksArgs, EksSettings } from "./eksArgs";
import { type ServiceRole, serviceRole } from "../iam";
import { launchTemplate } from "./launchTemplate";
import type { Network } from "../network";

/** AWS managed policies that a node's role needs; volumes and load balancers are not the node's responsibility. */
const groupPolicies = ["AmazonEKSWorkerNodePolicy", "AmazonEKS_CNI_Policy", "AmazonEC2ContainerRegistryPullOnly"];

/**
 * Auto Mode's nodes get their network from EKS
 * (https://docs.aws.amazon.com/eks/latest/userguide/auto-create-node-role.html).
 */
const autoModePolicies = ["AmazonEKSWorkerNodeMinimalPolicy", "AmazonEC2ContainerRegistryPullOnly"];

/** The role of all nodes: the company's, if it provides one. */
export const roleOfNodes = (name: string, { nodes }: EksSettings, parent: pulumi.Resource): ServiceRole =>
    serviceRole(
        name,
        {
            service: "ec2.amazonaws.com",
            policies: nodes.scaling === "autoMode" ? autoModePolicies : groupPolicies,
            given: nodes.roleArn,
        },
        parent,
    );

/** The kind of subnets that the nodes are in. */
export const kindOfSubnets = ({ nodes }: EksSettings, network: Network): "private" | "public" =>
    nodes.subnets ?? (network.nodesArePrivate ? "private" : "public");

type Template = NonNullable<eks.ManagedNodeGroupArgs["launchTemplate"]>;

/**
 * A cluster's nodes: its managed groups, with one role for all and a launch template for each named group. Groups for
 * zones share one template, and are updated one after the other once they exist: each evicts pods on its own, and two
 * at a time would wait for the one broker that its disruption budget allows, until EKS gives up after 15 minutes
 * (https://docs.aws.amazon.com/eks/latest/userguide/managed-node-update-behavior.html).
 */
export function nodeGroups(
    name: string,
    args: EksArgs,
    cluster: eks.Cluster,
    role: ServiceRole,
    parent: pulumi.Resource,
): eks.ManagedNodeGroup[] {
    const { settings, network, tags, isRunning } = args;
    const kind = kindOfSubnets(settings, network);
    return nodeGroupsOf(settings.nodes).flatMap((group) => {
        const groupName = group.name === undefined ? name : `${name}-${group.name}`;
        const template = launchTemplate(groupName, group.diskSize, tags, parent);
        const make = (own: string, subnetIds: pulumi.Output<string[]>, after: pulumi.Resource[]) =>
            new eks.ManagedNodeGroup(own, groupArgs(settings, group, { cluster, role, template, subnetIds }), {
                parent,
                // The whole cluster, including its network add-on: without it, no node becomes ready, and it must be
                // deleted after them.
                dependsOn: [cluster, ...role.policies, ...after],
                transforms: [rollsAtOnce(group.maxUnavailable)],
            });
        if (!group.perZone) return [make(groupName, network[`${kind}SubnetIds`], [])];
        return Object.entries(network.byZone[kind]).reduce<eks.ManagedNodeGroup[]>(
            (made, [zone, ids]) => [...made, make(`${groupName}-${zone}`, ids, isRunning ? made.slice(-1) : [])],
            [],
        );
    });
}

function groupArgs(
    settings: EksSettings,
    group: NodeGroup,
    its: { cluster: eks.Cluster; role: ServiceRole; template: Template; subnetIds: pulumi.Output<string[]> },
): eks.ManagedNodeGroupArgs {
    return {
        cluster: its.cluster,
        nodeRoleArn: its.role.arn,
        subnetIds: its.subnetIds,
        instanceTypes: group.instanceTypes,
        amiType: amiTypeOf(group.instanceTypes),
        capacityType: group.capacityType,
        // Keeps what a scaler has set: `up` only sets min and max.
        ...(settings.nodes.scaling === "clusterAutoscaler" && { ignoreScalingChanges: true }),
        scalingConfig: { minSize: group.min, maxSize: group.max, desiredSize: group.desired },
        version: settings.version,
        ...(group.releaseVersion && { releaseVersion: group.releaseVersion }),
        ...(Object.keys(group.labels).length > 0 && { labels: group.labels }),
        ...(group.taints.length > 0 && {
            taints: group.taints.map(({ value, ...taint }) => ({ ...taint, ...(value && { value }) })),
        }),
        launchTemplate: its.template,
    };
}

/** How many nodes of a group are updated at once; the component has no argument for it. */
const rollsAtOnce =
    (maxUnavailable: number): pulumi.ResourceTransform =>
    ({ type, props, opts }) =>
        type === "aws:eks/nodeGroup:NodeGroup"
            ? { props: { ...props, updateConfig: { maxUnavailable } }, opts }
            : undefined;
