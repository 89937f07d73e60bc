import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import type * as eks from "@pulumi/eks";

type Reference = NonNullable<eks.ManagedNodeGroupArgs["launchTemplate"]>;

/** What EC2 makes with an instance. */
const taggedByInstance = ["instance", "volume", "network-interface"];

/**
 * How a node is set up: an encrypted root volume, and IMDSv2 within one hop, so that no pod gets at the node's role.
 *
 * @param diskSize GiB
 * @param tags of each instance, its volume and its network interface: a node group passes its own on to none of them
 */
export function launchTemplate(
    name: string,
    diskSize: number,
    tags: Record<string, string>,
    parent: pulumi.Resource,
): Reference {
    const template = new aws.ec2.LaunchTemplate(
        `${name}-template`,
        {
            blockDeviceMappings: [
                { deviceName: "/dev/xvda", ebs: { volumeSize: diskSize, volumeType: "gp3", encrypted: "true" } },
            ],
            metadataOptions: { httpEndpoint: "enabled", httpTokens: "required", httpPutResponseHopLimit: 1 },
            ...(Object.keys(tags).length > 0 && {
                tagSpecifications: taggedByInstance.map((resourceType) => ({ resourceType, tags })),
            }),
            updateDefaultVersion: true,
        },
        { parent },
    );
    return { id: template.id, version: template.latestVersion.apply(String) };
}
