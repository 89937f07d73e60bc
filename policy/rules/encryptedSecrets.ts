import type { ResourceRule } from "../rule";
import { at, shown, texts, unknown } from "../values";

export const encryptedSecrets: ResourceRule = {
    name: "encrypted-secrets",
    description: "Kubernetes' secrets are encrypted by a KMS key of the stack's own, and keys are rotated.",
    types: /^aws:(eks\/cluster:Cluster|kms\/key:Key)$/,
    check({ type, props }) {
        if (type === "aws:kms/key:Key") {
            // Only symmetric keys can be rotated: https://docs.aws.amazon.com/kms/latest/developerguide/rotate-keys.html
            const spec = at(props, "customerMasterKeySpec") ?? "SYMMETRIC_DEFAULT";
            const rotated = at(props, "enableKeyRotation");
            if (spec !== "SYMMETRIC_DEFAULT" || rotated === true || rotated === unknown) return [];
            return [
                {
                    wrong: `enableKeyRotation is ${shown(rotated)}`,
                    allowed: "keys that KMS rotates",
                    remedy: "Set enableKeyRotation to true",
                },
            ];
        }
        const encryption = at(props, "encryptionConfig");
        const key = at(encryption, "provider", "keyArn");
        const resources = at(encryption, "resources");
        if (key !== undefined && (resources === unknown || texts(resources).includes("secrets"))) return [];
        return [
            {
                wrong: `encryptionConfig is ${shown(encryption)}`,
                allowed: 'a KMS key in encryptionConfig.provider.keyArn, with resources ["secrets"]',
                remedy: "Make an aws.kms.Key and give eks.Cluster its ARN as encryptionConfigKeyArn",
            },
        ];
    },
};
