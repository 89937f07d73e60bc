import type { SecretsManager } from "@aws-sdk/client-secrets-manager";
import { UsageError } from "../../../base/error";
import type { MadeSecret, Values } from "../make";
import type { Overlay } from "../../frame/overlay";
import { writeManifests } from "./files";
import { ownLabels, type Way } from "./way";

/** The SecretStore from which ExternalSecrets read; the overlay contains it. */
export const storeName = "aws";

/**
 * Keeps Secrets in AWS Secrets Manager, each as a JSON document of its keys, and writes the ExternalSecrets that read
 * them. Their names begin with the prefix that the stack's role for External Secrets may read
 * (`gitops.externalSecrets`: `confluent/*`).
 */
export function pushWay(aws: SecretsManager, overlay: Overlay): Way {
    const idOf = (name: string) => `confluent/${overlay.name}/${name}`;
    return {
        maker: "ExternalSecret",
        read: async (names) => {
            const found = await Promise.all(names.map(async (name) => [name, await read(aws, idOf(name))] as const));
            return new Map(found.flatMap(([name, values]) => (values ? [[name, values] as const] : [])));
        },
        question: `Push them to AWS Secrets Manager, as ${idOf("NAME")}?`,
        // https://external-secrets.io/latest/introduction/faq/#can-i-manually-trigger-a-secret-refresh
        arrives: (names) =>
            `once External Secrets has read them, within an hour, or at once by kubectl -n ${overlay.namespace} annotate externalsecret ${names.join(" ")} force-sync=$(date +%s) --overwrite`,
        check: (secrets) => {
            for (const { name, values } of secrets) {
                const binary = Object.entries(values).find(
                    ([, value]) => !Buffer.from(value.toString("utf8")).equals(value),
                );
                if (binary)
                    throw new UsageError(
                        `${name}/${binary[0]} is not text, and a secret there is a JSON document: seal it, or give the certificate in PEM.`,
                    );
            }
            return Promise.resolve();
        },
        put: async (secrets) => {
            for (const secret of secrets) await write(aws, idOf(secret.name), secret, overlay);
            const objects = secrets.map(
                (secret) => [secret.name, externalSecret(secret, idOf(secret.name), overlay)] as const,
            );
            const hasStore = overlay.resources.some(({ kind, name }) => kind === "SecretStore" && name === storeName);
            return [
                ...secrets.map(({ name }) => `Pushed: ${idOf(name)}`),
                ...writeManifests(overlay, new Map(objects)),
                ...(hasStore
                    ? []
                    : [`The overlay has no SecretStore ${storeName}, which they read from: docs/SECRETS.md has one.`]),
            ];
        },
    };
}

async function read(aws: SecretsManager, id: string): Promise<Values | undefined> {
    try {
        const { SecretString = "{}" } = await aws.getSecretValue({ SecretId: id });
        const values = JSON.parse(SecretString) as Record<string, string>;
        return Object.fromEntries(Object.entries(values).map(([key, value]) => [key, Buffer.from(value)]));
    } catch (error) {
        if (error instanceof Error && error.name === "ResourceNotFoundException") return undefined;
        // The parser's message quotes what it could not read.
        if (error instanceof SyntaxError)
            throw new UsageError(
                `${id} in AWS Secrets Manager is no JSON document of keys and values: delete it, or put one there.`,
            );
        throw error;
    }
}

async function write(aws: SecretsManager, id: string, { name, values }: MadeSecret, { path }: Overlay): Promise<void> {
    const texts = Object.entries(values).map(([key, value]) => [key, value.toString("utf8")]);
    const SecretString = JSON.stringify(Object.fromEntries(texts));
    try {
        await aws.putSecretValue({ SecretId: id, SecretString });
    } catch (error) {
        if (!(error instanceof Error) || error.name !== "ResourceNotFoundException") throw error;
        await aws.createSecret({ Name: id, SecretString, Description: `The Secret ${name} of ${path}` });
    }
}

/** Reads each key by name, so that the overlay shows which keys exist. */
const externalSecret = ({ name, type, values }: MadeSecret, key: string, { namespace }: Overlay) => ({
    apiVersion: "external-secrets.io/v1",
    kind: "ExternalSecret",
    metadata: { name, namespace, labels: ownLabels },
    spec: {
        refreshInterval: "1h",
        secretStoreRef: { name: storeName, kind: "SecretStore" },
        target: { name, template: { type } },
        data: Object.keys(values).map((property) => ({ secretKey: property, remoteRef: { key, property } })),
    },
});
