import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import type * as eks from "@pulumi/eks";

type Reference = NonNullable<eks.ManagedNodeGroupArgs["launchTemplate"]>;

/** What EC2 creates together with an instance. */
const taggedByInstance = ["instance", "volume", "network-interface"];

/**
 * The settings of a node: an encrypted root volume, and IMDSv2 with a hop limit of one, so that no pod can use the
 * node's role.
 *
 * @param diskSize GiB
 * @param tags of each instance, its volume and its network interface: a node group doesn't pass its own tags on to them
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
