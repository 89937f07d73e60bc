import assert from "node:assert/strict";
import { list } from "../../../../commands/secrets/list";
import { overlayOf } from "../../../../commands/frame/overlay";
import type { Report } from "../../../../commands/secrets/shape";
import { answerTo } from "../../../commandLine";
import { checkShape } from "../../../shape";
import { onTopOf } from "../../../overlays";

const fixture = "test/fixtures/secrets/rbac-ldap";

describe("npx confluent-gitops secrets", () => {
    const report = list(overlayOf({ overlay: fixture }));
    const names = (origin: string) => report.secrets.filter((one) => one.origin === origin).map(({ name }) => name);
    const secret = (name: string): Report["secrets"][number] => {
        const found = report.secrets.find((one) => one.name === name);
        assert.ok(found, name);
        return found;
    };

    it("finds every Secret that rendered objects name, Confluent's and Kubernetes' own, and who creates each", () => {
        assert.deepEqual(names("overlay"), ["confluent-license", "jdbc-password", "schemaregistry-tls"]);
        assert.deepEqual(names("elsewhere"), ["confluent-operator-licensing"]);
        assert.deepEqual(names("made here"), [
            "ca-pair-sslcerts",
            "connect-kafka",
            "connect-mds",
            "connect-schemaregistry",
            "controller-users",
            "kafka-kraft",
            "kafka-ldap",
            "kafka-mds",
            "kafka-users",
            "kraft-kafka",
            "mds-ldap",
            "mds-token",
            "metrics-client",
            "password-encoder",
            "prometheus-client",
            "prometheus-users",
            "schemaregistry-kafka",
            "schemaregistry-mds",
            "schemaregistry-users",
        ]);
        assert.deepEqual(names("given"), [
            "aws-reader",
            "connect-tls",
            "controlcenter-ingress",
            "controlcenter-oauth",
            "kafka-external-tls",
            "ldap-admin",
            "ldap-settings",
            "ldap-tls",
            "ldap-token",
            "ldap-users",
            "old-kafka",
            "old-key-password",
            "old-tls",
            "partners-jks",
            "partners-oauth",
            "partners-tls",
            "registry",
            "s3-sink",
            "scrape",
        ]);
    });

    it("says who reads each, through which field, and with which keys", () => {
        assert.deepEqual(secret("mds-token").keys, ["mdsPublicKey.pem", "mdsTokenKeyPair.pem"]);
        assert.deepEqual(
            secret("kafka-mds").usedBy.map(({ object, field }) => [object, field]),
            [
                ["Kafka kafka", "spec.dependencies.kafkaRest.authentication.bearer.secretRef"],
                ["KafkaRestClass default", "spec.kafkaRest.authentication.bearer.secretRef"],
            ],
        );
        assert.deepEqual(secret("aws-reader").keys, ["id", "secret"]);
        assert.deepEqual(secret("jdbc-password").keys, ["jdbc.txt"]);
        assert.equal(secret("ldap-settings").optional, true);
        assert.equal(secret("connect-kafka").usedBy[0]?.file, `${fixture}/components.yaml`);
        assert.equal(secret("ca-pair-sslcerts").usedBy.length, 5);
    });

    it("asks for the passwords of a directory outside the overlay, and does not generate them", async () => {
        const patch = JSON.stringify([
            { op: "replace", path: "/spec/services/mds/provider/ldap/address", value: "ldaps://ldap.example.com" },
        ]);
        const lines = `patches: [{ target: { kind: Kafka }, patch: '${patch}' }]\n`;
        const given = await onTopOf("../../../test/fixtures/secrets/rbac-ldap", lines, (path) =>
            list(overlayOf({ overlay: path })).secrets.filter(({ origin }) => origin === "given"),
        );
        const found = given.map(({ name }) => name);
        for (const name of ["mds-ldap", "kafka-mds", "connect-mds", "kafka-ldap"])
            assert.ok(found.includes(name), name);
        assert.ok(!found.includes("connect-kafka"));
    });

    it("prints it as JSON, and ends with 0 where what the overlay makes has every key", async () => {
        const { status, stdout, stderr } = await answerTo(["secrets", "--overlay", fixture, "--json"]);
        assert.deepEqual([status, stderr], [0, ""]);
        assert.deepEqual(checkShape("secrets", stdout), report);
    });

    it("ends with 1 if what creates a Secret leaves out a required key", async () => {
        const encryptedData = { "jdbc.txt": null, "other.txt": "AgBy3i4OJSWK" };
        const patch = JSON.stringify({
            apiVersion: "bitnami.com/v1alpha1",
            kind: "SealedSecret",
            metadata: { name: "jdbc-password" },
            spec: { encryptedData },
        });
        const lines = `patches: [{ patch: '${patch}' }]\n`;
        await onTopOf("../../../test/fixtures/secrets/rbac-ldap", lines, async (path) => {
            const { status, stdout } = await answerTo(["secrets", "--overlay", path]);
            assert.equal(status, 1);
            assert.match(stdout, /by SealedSecret jdbc-password\n +lacks jdbc\.txt, which its readers look for/);
        });
    });

    it("reads a stack's overlay, and says so if there is nothing to read", async () => {
        const { status, stdout } = await answerTo(["secrets", "--stack", "eks"]);
        assert.deepEqual([status, /gitops\/platform\/overlays\/eks/.test(stdout)], [0, true]);
        for (const [words, says] of [
            [["--overlay", "nowhere"], /There is no overlay gitops\/platform\/overlays\/nowhere/],
            [[], /Pass the overlay/],
            [["--overlay", "dev", "--stack", "eks"], /cannot be used with option/],
        ] as const) {
            const { status, stderr } = await answerTo(["secrets", ...words]);
            assert.equal(status, 2, stderr);
            assert.match(stderr, says);
        }
    });
});
