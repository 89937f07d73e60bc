import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import type { EksSettings } from "./eksArgs";

/**
 * Access to the private endpoint: by default, the security group that EKS creates only admits the cluster's own traffic
 * (https://docs.aws.amazon.com/eks/latest/userguide/sec-group-reqs.html).
 */
export const waysIn = (
    name: string,
    { privateAccessCidrs }: EksSettings,
    securityGroupId: pulumi.Output<string>,
    parent: pulumi.Resource,
): aws.vpc.SecurityGroupIngressRule[] =>
    privateAccessCidrs.map(
        (cidrIpv4) =>
            new aws.vpc.SecurityGroupIngressRule(
                `${name}-api-${cidrIpv4}`,
                {
                    securityGroupId,
                    description: "The API, by cluster.privateAccessCidrs",
                    cidrIpv4,
                    ipProtocol: "tcp",
                    fromPort: 443,
                    toPort: 443,
                },
                { parent },
            ),
    );
