/**
 * `eks:index:ManagedNodeGroup` 4.3.0: the node group, and a launch template if one of the arguments that require it is
 * set and no template is passed.
 */
import type { ComponentResourceOptions, Input, Inputs, Output } from "@pulumi/pulumi";
import { all, output } from "@pulumi/pulumi/output";
import type { Constructed } from "../provider";
import { StandInComponent, childrenOf, type Arguments, type Child } from "./child";

const child = childrenOf("eks");

/** Arguments that the real component can only implement with its own launch template. */
const NEED_TEMPLATE = [
    "enableIMDSv2",
    "kubeletExtraArgs",
    "bootstrapExtraArgs",
    "bottlerocketSettings",
    "nodeadmExtraOptions",
    "amiId",
    "userData",
    "enableEfaSupport",
];

/** Arguments that are passed to `aws.eks.NodeGroup` unchanged. */
const PASSED_ON = [
    "amiType",
    "capacityType",
    "forceUpdateVersion",
    "instanceTypes",
    "labels",
    "nodeGroupName",
    "nodeGroupNamePrefix",
    "releaseVersion",
    "remoteAccess",
    "subnetIds",
    "taints",
    "version",
];

interface Core {
    readonly cluster: Child;
    readonly subnetIds?: Input<string[]>;
}

/** The cluster that the group joins: a component, or its `core` data. */
function coreOf(given: unknown): Output<Core> {
    return (output(given) as Output<Core & { core?: Core }>).apply((value) => value.core ?? value);
}

export function nodeGroup(name: string, inputs: Arguments, options: ComponentResourceOptions): Constructed {
    const component = new StandInComponent("eks:index:ManagedNodeGroup", name, {}, options);
    const parent = component;
    const core = coreOf(inputs.cluster);
    const clusterName = (inputs.clusterName as Input<string> | undefined) ?? core.apply((data) => data.cluster.name);
    const roleArn =
        inputs.nodeRoleArn ??
        (output(inputs.nodeRole as Child) as unknown as Output<{ arn?: Input<string> }>).apply((role) => role.arn);

    const asked = NEED_TEMPLATE.filter((key) => inputs[key] !== undefined && inputs[key] !== false);
    if (inputs.launchTemplate !== undefined && asked.length > 0) {
        throw new Error(`${name}: launchTemplate and ${asked.join(", ")} exclude each other; set it in the template`);
    }
    const tags = output((inputs.tags ?? {}) as Record<string, string>);
    const template = asked.length === 0 ? undefined : launchTemplate();

    function launchTemplate(): Child {
        return child(
            "aws:ec2/launchTemplate:LaunchTemplate",
            `${name}-launchTemplate`,
            {
                ...(inputs.enableIMDSv2 === true
                    ? {
                          metadataOptions: {
                              httpTokens: "required",
                              httpPutResponseHopLimit: 2,
                              httpEndpoint: "enabled",
                          },
                      }
                    : {}),
                ...(inputs.diskSize === undefined
                    ? {}
                    : { blockDeviceMappings: [{ deviceName: "/dev/xvda", ebs: { volumeSize: inputs.diskSize } }] }),
                ...(inputs.amiId === undefined ? {} : { imageId: inputs.amiId }),
                tagSpecifications: [
                    { resourceType: "instance", tags: tags.apply((own) => ({ Name: `${name}-node`, ...own })) },
                ],
            },
            { parent },
            ["latestVersion"],
        );
    }

    const scaling = { desiredSize: 2, minSize: 1, maxSize: 2 };
    const group = child(
        "aws:eks/nodeGroup:NodeGroup",
        name,
        {
            ...Object.fromEntries(PASSED_ON.filter((key) => key in inputs).map((key) => [key, inputs[key] as string])),
            clusterName,
            nodeRoleArn: roleArn,
            // If there is a template, it contains the disk's size.
            ...(template === undefined && inputs.diskSize !== undefined ? { diskSize: inputs.diskSize } : {}),
            scalingConfig: all([inputs.scalingConfig as Inputs]).apply(([given]) => ({ ...scaling, ...given })),
            ...(inputs.subnetIds === undefined ? { subnetIds: core.apply((data) => data.subnetIds ?? []) } : {}),
            launchTemplate:
                template === undefined
                    ? inputs.launchTemplate
                    : { id: template.id, version: template.latestVersion?.apply(String) },
            tags: inputs.tags,
        },
        { parent, ...(inputs.ignoreScalingChanges === true ? { ignoreChanges: ["scalingConfig.desiredSize"] } : {}) },
        ["arn", "status", "resources"],
    );
    const state = { nodeGroup: group, placementGroupName: "" };
    component.finish(state);
    return { urn: component.urn, state };
}
