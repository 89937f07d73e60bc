import assert from "node:assert/strict";
import type { KubernetesObject } from "../../kubernetes";
import { type AddonsStage, secretKind } from "./addonsStage";
import { eventually } from "./eventually";

const apiVersion = "external-secrets.io/v1";

/** Credentials in the format for Confluent for Kubernetes, from a JSON value in AWS. */
const external = (namespace: string, key: string, refreshInterval: string): KubernetesObject => ({
    apiVersion,
    kind: "ExternalSecret",
    metadata: { name: "credential", namespace },
    spec: {
        refreshInterval,
        secretStoreRef: { name: "aws", kind: "SecretStore" },
        target: {
            name: "credential",
            template: { data: { "plain.txt": "username={{ .username }}\npassword={{ .password }}" } },
        },
        dataFrom: [{ extract: { key } }],
    },
});

/** What External Secrets does for users with secrets in AWS Secrets Manager, for which moto is a stand-in. */
export function secretsAreExternal(stage: () => AddonsStage): void {
    let namespace: string;
    let key: string;
    let store: KubernetesObject;
    beforeEach(async () => {
        namespace = await stage().namespace();
        key = `confluent/${namespace}/kafka`;
        // Without credentials: the controller's own are used.
        const provider = { aws: { service: "SecretsManager", region: stage().moto.env.AWS_REGION } };
        store = { apiVersion, kind: "SecretStore", metadata: { name: "aws", namespace }, spec: { provider } };
        await stage().apply(store);
    });

    const value = (password: string) => ["--secret-string", JSON.stringify({ username: "kafka", password })];
    const create = (password: string) =>
        stage().moto.aws("secretsmanager", "create-secret", "--name", key, ...value(password));
    const rotate = (password: string) =>
        stage().moto.aws("secretsmanager", "put-secret-value", "--secret-id", key, ...value(password));
    const plain = async () => (await stage().dataOf(namespace, "credential"))?.["plain.txt"];
    const holds = (password: string) =>
        eventually(
            async () => (await plain()) === `username=kafka\npassword=${password}`,
            60,
            `Secret credential does not hold ${password}`,
        );

    it("writes a Secret in the form that Confluent for Kubernetes reads", async () => {
        await create("first");
        const object = external(namespace, key, "1h");
        await stage().apply(object);
        const { reason } = await stage().until(object, "Ready", "True");
        assert.equal(reason, "SecretSynced");
        assert.deepEqual(await stage().dataOf(namespace, "credential"), {
            "plain.txt": "username=kafka\npassword=first",
        });
        assert.equal((await stage().until(store, "Ready", "True")).reason, "Valid");
    });

    it("picks up a rotated value at its next refresh", async () => {
        await create("first");
        await stage().apply(external(namespace, key, "1s"));
        await holds("first");
        await rotate("second");
        await holds("second");
    });

    it("refreshes at once when it is told to", async () => {
        await create("first");
        const object = external(namespace, key, "24h");
        await stage().apply(object);
        await holds("first");
        await rotate("second");
        // https://external-secrets.io/latest/introduction/faq/#can-i-manually-trigger-a-secret-refresh
        const annotations = { "force-sync": "1" };
        await stage().apply({ ...object, metadata: { ...object.metadata, annotations } });
        await holds("second");
    });

    it("takes over keys by their names, which may have a dot, into a Secret of any type", async () => {
        const values = { "tls.crt": "a certificate", "tls.key": "a key", "ca.crt": "an authority" };
        await stage().moto.aws(
            "secretsmanager",
            "create-secret",
            "--name",
            key,
            "--secret-string",
            JSON.stringify(values),
        );
        await stage().apply({
            apiVersion,
            kind: "ExternalSecret",
            metadata: { name: "tls", namespace },
            spec: {
                refreshInterval: "1h",
                secretStoreRef: { name: "aws", kind: "SecretStore" },
                target: { name: "tls", template: { type: "kubernetes.io/tls" } },
                data: Object.keys(values).map((property) => ({ secretKey: property, remoteRef: { key, property } })),
            },
        });
        await eventually(async () => (await stage().dataOf(namespace, "tls")) !== undefined, 60, "there is no Secret");
        assert.deepEqual(await stage().dataOf(namespace, "tls"), values);
        assert.equal((await stage().api.get(secretKind, namespace, "tls"))?.type, "kubernetes.io/tls");
    });

    it("leaves the Secret as it is, and says so, when the value is deleted in AWS", async () => {
        await create("first");
        const object = external(namespace, key, "1s");
        await stage().apply(object);
        await holds("first");
        await stage().moto.aws(
            "secretsmanager",
            "delete-secret",
            "--secret-id",
            key,
            "--force-delete-without-recovery",
        );
        const { reason } = await stage().until(object, "Ready", "False");
        assert.equal(reason, "SecretSyncedError");
        await holds("first");
    });

    it("reports a missing value, and continues when it exists", async () => {
        const object = external(namespace, key, "1s");
        await stage().apply(object);
        const { reason } = await stage().until(object, "Ready", "False");
        assert.equal(reason, "SecretSyncedError");
        assert.equal(await plain(), undefined);
        await create("late");
        await holds("late");
    });
}
