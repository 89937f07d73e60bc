import { z } from "zod";
import { field } from "../fields";

/** The ARN of a role, made by the company: its path too, as IAM writes it. */
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

/** Not an alias: what is made with a key keeps it, and an alias can be moved to another. */
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
        "Role of the EBS CSI driver, where the stack may make none: trusts pods.eks.amazonaws.com with sts:AssumeRole and sts:TagSession, has AmazonEBSCSIDriverPolicy, and may use storage.kmsKeyArn where that is set. Default: one is made.",
        "confluent-ebs-csi",
    ),
    kmsKeyArn: keyArn("Key that encrypts the volumes. Default: the account's key for EBS."),
});

export const iamGroup = z.strictObject({
    permissionsBoundary: field(
        z
            .string()
            .regex(/^arn:aws[a-z-]*:iam::(\d{12}|aws):policy\/[\w+=,.@/-]+$/, "is not the ARN of an IAM policy")
            .optional(),
        {
            allowed: "the ARN of an IAM policy",
            meaning: "Permissions boundary of every role that the stack makes.",
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
                "Path of every role that the stack makes. Set it before the first `pulumi up`: another path makes the roles, and with them the cluster, anew.",
            example: "/platform/",
        },
    ),
});
