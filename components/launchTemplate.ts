import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import type * as eks from "@pulumi/eks";

type Reference = NonNullable<eks.ManagedNodeGroupArgs["launchTemplate"]>;

/**
 * How a node is set up: an encrypted root volume, and IMDSv2 within one hop, so that no pod gets at the node's role.
 *
 * @param diskSize GiB
 */
export function launchTemplate(name: string, diskSize: number, parent: pulumi.Resource): Reference {
    const template = new aws.ec2.LaunchTemplate(
        `${name}-template`,
        {
            blockDeviceMappings: [
                { deviceName: "/dev/xvda", ebs: { volumeSize: diskSize, volumeType: "gp3", encrypted: "true" } },
            ],
            metadataOptions: { httpEndpoint: "enabled", httpTokens: "required", httpPutResponseHopLimit: 1 },
            updateDefaultVersion: true,
        },
        { parent },
    );
    return { id: template.id, version: template.latestVersion.apply(String) };
}
