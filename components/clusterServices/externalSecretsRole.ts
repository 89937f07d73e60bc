import type * as pulumi from "@pulumi/pulumi";
import type { Config } from "../../config";
import { isExternalSecrets } from "../../config/workload/addons";
import { child } from "../../config/workload/platform";
import { textOf } from "../../config/kustomize/json";
import type { MadeCluster } from "../addon";
import { podRole } from "../podRole";

export interface ExternalSecretsRoleArgs extends Pick<Config, "addons" | "gitops" | "region"> {
    cluster: MadeCluster;
}

/**
 * The role with which the addon External Secrets reads AWS Secrets Manager. Argo CD installs the addon itself from Git;
 * AWS finds the role through the name of the service account, which the addon's values set.
 */
export function externalSecretsRole(
    name: string,
    { addons, gitops, region, cluster }: ExternalSecretsRoleArgs,
    parent: pulumi.Resource,
): void {
    for (const { namespace, values, name: release } of addons?.addons.filter(isExternalSecrets) ?? []) {
        const serviceAccount = textOf(child(values.serviceAccount, "name")) || release;
        const policy = secretsPolicy(gitops.externalSecrets, region);
        podRole(name, { cluster, namespace, serviceAccount, policy, given: gitops.externalSecretsRoleArn }, parent);
    }
}

/**
 * Its permissions: reading these secrets of its own account, and decrypting those that use a key of the account, only
 * through Secrets Manager (https://docs.aws.amazon.com/secretsmanager/latest/userguide/security-encryption.html).
 *
 * @param names of secrets, or prefixes of names followed by an asterisk
 */
export function secretsPolicy(names: readonly string[], region: string): string {
    // AWS appends a hyphen and six characters to each name
    // (https://docs.aws.amazon.com/secretsmanager/latest/userguide/whats-in-a-secret.html).
    const secrets = names.map((name) => {
        const ending = name.endsWith("*") ? name : `${name}-??????`;
        return `arn:aws:secretsmanager:${region}:*:secret:${ending}`;
    });
    // Only in the account of this role: not secrets that another account shares.
    const ofItsAccount = { "aws:ResourceAccount": "${aws:PrincipalAccount}" };
    return JSON.stringify({
        Version: "2012-10-17",
        Statement: [
            {
                Sid: "ReadSecrets",
                Effect: "Allow",
                Action: ["secretsmanager:DescribeSecret", "secretsmanager:GetSecretValue"],
                Resource: secrets,
                Condition: { StringEquals: ofItsAccount },
            },
            {
                Sid: "DecryptThem",
                Effect: "Allow",
                Action: ["kms:Decrypt"],
                Resource: "*",
                Condition: {
                    StringEquals: ofItsAccount,
                    StringLike: {
                        "kms:ViaService": `secretsmanager.${region}.*`,
                        "kms:EncryptionContext:SecretARN": secrets,
                    },
                },
            },
        ],
    });
}
