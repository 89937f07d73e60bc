import { z } from "zod";
import { field } from "../fields";

/** The ARN of a role that the company has created, including its path, as IAM writes it. */
export const roleArn = (meaning: string, name: string) =>
    field(
        z
            .string()
            .regex(/^arn:aws[a-z-]*:iam::\d{12}:role\/[\w+=,.@/-]+$/, "is not the ARN of an IAM role")
            .optional(),
        {
            allowed: "the ARN of an IAM role of the cluster's account",
            meaning,
            example: `arn:aws:iam::123456789012:role/${name}`,
        },
    );

/** Not an alias: a resource keeps the key that it was created with, and an alias can be moved to another key. */
export const keyArn = (meaning: string) =>
    field(
        z
            .string()
            .regex(/^arn:aws[a-z-]*:kms:[a-z0-9-]+:\d{12}:key\/[A-Za-z0-9-]+$/, "is not the ARN of a KMS key")
            .optional(),
        {
            allowed: "the ARN of a KMS key of the region",
            meaning,
            example: "arn:aws:kms:eu-central-1:123456789012:key/1a2b3c4d-5e6f-7081-92a3-b4c5d6e7f809",
        },
    );

export const storageGroup = z.strictObject({
    roleArn: roleArn(
        "The role of the EBS CSI driver, if the stack may not create one. It trusts pods.eks.amazonaws.com with sts:AssumeRole and sts:TagSession, has AmazonEBSCSIDriverPolicy, and may use storage.kmsKeyArn if that is set. By default, the stack creates one.",
        "confluent-ebs-csi",
    ),
    kmsKeyArn: keyArn("The key that encrypts the volumes. Default: the account's default key for EBS."),
});

export const iamGroup = z.strictObject({
    permissionsBoundary: field(
        z
            .string()
            .regex(/^arn:aws[a-z-]*:iam::(\d{12}|aws):policy\/[\w+=,.@/-]+$/, "is not the ARN of an IAM policy")
            .optional(),
        {
            allowed: "the ARN of an IAM policy",
            meaning: "The permissions boundary of every role that the stack creates.",
            example: "arn:aws:iam::123456789012:policy/platform-boundary",
        },
    ),
    path: field(
        z
            .string()
            .regex(/^\/([\w+=,.@-]+\/)*$/, "is not a path: it begins and ends with a slash")
            .max(512, "is longer than 512 characters")
            .default("/"),
        {
            allowed: "/, or names between slashes, such as /platform/",
            meaning:
                "The path of every role that the stack creates. Set it before the first `pulumi up`: changing it later replaces the roles, and with them the cluster.",
            example: "/platform/",
        },
    ),
});
