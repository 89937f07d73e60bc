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
 * The role by which External Secrets, an addon, reads AWS Secrets Manager. Argo CD installs the rest of it, from Git; AWS
 * finds the role by the service account's name, which the addon's values say.
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
 * What it may do: read these secrets of its own account, and decrypt those that have a key of the account's own, by way of
 * Secrets Manager alone (https://docs.aws.amazon.com/secretsmanager/latest/userguide/security-encryption.html).
 *
 * @param names of secrets, or beginnings of names with an asterisk after them
 */
export function secretsPolicy(names: readonly string[], region: string): string {
    // AWS adds a hyphen and six characters to each name
    // (https://docs.aws.amazon.com/secretsmanager/latest/userguide/whats-in-a-secret.html).
    const secrets = names.map((name) => {
        const ending = name.endsWith("*") ? name : `${name}-??????`;
        return `arn:aws:secretsmanager:${region}:*:secret:${ending}`;
    });
    // Of the account whose role this is: not a secret that another account shares.
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
