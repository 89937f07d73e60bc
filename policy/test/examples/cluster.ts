import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";

const account = "arn:aws:iam::123456789012";

/** A cluster that every rule lets pass, but for what is set otherwise. */
export const cluster = (
    name: string,
    changes: Partial<aws.eks.ClusterArgs> = {},
    opts: pulumi.CustomResourceOptions = { protect: true },
): void =>
    void new aws.eks.Cluster(
        name,
        {
            version: "1.35",
            roleArn: `${account}:role/cluster`,
            vpcConfig: { subnetIds: ["subnet-1", "subnet-2"], publicAccessCidrs: ["203.0.113.0/24"] },
            encryptionConfig: {
                provider: { keyArn: "arn:aws:kms:eu-central-1:123456789012:key/secrets" },
                resources: ["secrets"],
            },
            deletionProtection: true,
            ...changes,
        },
        opts,
    );
