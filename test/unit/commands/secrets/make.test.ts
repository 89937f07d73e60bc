import assert from "node:assert/strict";
import { createPrivateKey, createPublicKey, createSign, createVerify, X509Certificate } from "node:crypto";
import { neededSecrets } from "../../../../config/workload/secrets";
import { make, type Values } from "../../../../commands/secrets/make";
import { overlayOf } from "../../../../commands/frame/overlay";
import { directoryOf } from "../../../../commands/secrets/realms";

const { resources } = overlayOf({ overlay: "test/fixtures/secrets/rbac-ldap" });
const needed = neededSecrets(resources).filter(({ makers, madeElsewhere }) => makers.length === 0 && !madeElsewhere);

type Texts = Record<string, Record<string, string>>;

function made(existing: Texts = {}, given: Texts = {}) {
    const values = (texts: Texts) =>
        new Map(
            Object.entries(texts).map(([name, keys]): [string, Values] => [
                name,
                Object.fromEntries(Object.entries(keys).map(([key, text]) => [key, Buffer.from(text)])),
            ]),
        );
    const { secrets, missing } = make(needed, directoryOf(resources), {
        existing: values(existing),
        given: values(given),
    });
    const texts: Texts = Object.fromEntries(
        secrets.map((secret) => [
            secret.name,
            Object.fromEntries(Object.entries(secret.values).map(([key, value]) => [key, value.toString("utf8")])),
        ]),
    );
    return {
        secrets,
        missing,
        texts,
        changed: secrets.filter((one) => one.changed.length > 0).map(({ name }) => name),
    };
}

const signsIn = (text = ""): [name: string, password: string] => {
    const [, name = "", password = ""] = /^username=(.+)\npassword=(.{32})\n$/.exec(text) ?? [];
    assert.ok(name && password, "is no name with a password");
    return [name, password];
};

describe("what npx confluent-gitops secrets makes", () => {
    const first = made();
    const { texts } = first;

    it("lists every user of Kafka and of the controllers with those who let them in", () => {
        const users = JSON.parse(texts["kafka-users"]?.["plain-users.json"] ?? "") as Record<string, string>;
        assert.deepEqual(Object.keys(users).sort(), ["connect", "kafka", "schemaregistry"]);
        for (const [secret, key] of [
            ["connect-kafka", "plain.txt"],
            ["schemaregistry-kafka", "plain.txt"],
            ["kraft-kafka", "plain.txt"],
            ["kafka-users", "plain-interbroker.txt"],
        ] as const) {
            const [name, password] = signsIn(texts[secret]?.[key]);
            assert.equal(users[name], password, secret);
        }
        const controllers = JSON.parse(texts["controller-users"]?.["plain-users.json"] ?? "") as Record<string, string>;
        assert.deepEqual(Object.entries(controllers), [signsIn(texts["kafka-kraft"]?.["plain-interbroker.txt"])]);
        assert.equal(new Set(Object.values(users)).size, 3);
    });

    it("gives the users of REST APIs access, with a role", () => {
        const [name, password] = signsIn(texts["connect-schemaregistry"]?.["basic.txt"]);
        assert.equal(texts["schemaregistry-users"]?.["basic.txt"], `${name}: ${password},admin\n`);
        const prometheus = texts["prometheus-users"]?.["basic.txt"] ?? "";
        for (const secret of ["metrics-client", "prometheus-client"]) {
            const [user, secretWord] = signsIn(texts[secret]?.["basic.txt"]);
            assert.ok(prometheus.includes(`${user}: ${secretWord}\n`), secret);
        }
    });

    it("gives a directory user one password, for MDS and for a listener", () => {
        assert.deepEqual(signsIn(texts["kafka-mds"]?.["bearer.txt"]), signsIn(texts["kafka-ldap"]?.["plain.txt"]));
        assert.equal(signsIn(texts["connect-mds"]?.["bearer.txt"])[0], "connect");
        assert.equal(signsIn(texts["mds-ldap"]?.["ldap.txt"])[0], "cn=mds,dc=example,dc=com");
    });

    it("makes a key pair that MDS signs with: RSA of 2048 bits, PKCS #1, and its public half", () => {
        const pair = texts["mds-token"];
        assert.match(pair?.["mdsTokenKeyPair.pem"] ?? "", /^-----BEGIN RSA PRIVATE KEY-----/);
        const key = createPrivateKey(pair?.["mdsTokenKeyPair.pem"] ?? "");
        assert.equal(key.asymmetricKeyDetails?.modulusLength, 2048);
        const signature = createSign("RSA-SHA256").update("token").sign(key);
        assert.ok(
            createVerify("RSA-SHA256")
                .update("token")
                .verify(createPublicKey(pair?.["mdsPublicKey.pem"] ?? ""), signature),
        );
    });

    it("makes a certificate authority that may sign certificates", () => {
        const pair = texts["ca-pair-sslcerts"];
        const certificate = new X509Certificate(pair?.["tls.crt"] ?? "");
        assert.ok(certificate.ca && certificate.checkPrivateKey(createPrivateKey(pair?.["tls.key"] ?? "")));
        assert.equal(first.secrets.find(({ name }) => name === "ca-pair-sslcerts")?.type, "kubernetes.io/tls");
    });

    it("leaves what exists unchanged, and makes what is newly needed match it", () => {
        assert.deepEqual(made(texts).changed, []);
        const { "connect-kafka": gone, ...others } = texts;
        const again = made(others);
        assert.deepEqual(again.changed, ["connect-kafka"]);
        assert.deepEqual(again.texts["connect-kafka"], gone);
        const users = { ...texts["kafka-users"], "plain-users.json": JSON.stringify({ people: "own" }) };
        const more = made({ ...texts, "kafka-users": users });
        assert.deepEqual(more.changed, ["kafka-users"]);
        const list = JSON.parse(more.texts["kafka-users"]?.["plain-users.json"] ?? "") as Record<string, string>;
        assert.deepEqual(Object.keys(list).sort(), ["connect", "kafka", "people", "schemaregistry"]);
        assert.equal(list.people, "own");
    });

    it("adds a given password to the list of those who let its user in", () => {
        const password = "x".repeat(32);
        const given = { "connect-schemaregistry": { "basic.txt": `username=connect\npassword=${password}\n` } };
        const { texts: after, changed } = made(texts, given);
        assert.deepEqual(changed, ["connect-schemaregistry", "schemaregistry-users"]);
        assert.equal(after["schemaregistry-users"]?.["basic.txt"], `connect: ${password},admin\n`);
    });

    it("refuses Secrets that do not match, and says which", () => {
        const other = { "connect-kafka": { "plain.txt": "username=connect\npassword=another\n" } };
        assert.throws(
            () => made({ ...texts, ...other }),
            (error: Error) => {
                assert.match(
                    error.message,
                    /Secrets (connect-kafka and kafka-users|kafka-users and connect-kafka) have different passwords of the user connect/,
                );
                assert.ok(!error.message.includes("another"));
                return true;
            },
        );
    });

    it("says what only the user knows, accepts it, and accepts a certificate in any form", () => {
        const missing = first.missing.map(({ secret }) => secret);
        for (const name of ["connect-tls", "registry", "old-kafka", "controlcenter-oauth", "scrape", "ldap-users"]) {
            assert.ok(missing.includes(name), name);
        }
        assert.ok(!missing.includes("ldap-settings"));
        const given = {
            "connect-tls": { "fullchain.pem": "a", "privkey.pem": "b", "cacerts.pem": "c" },
            scrape: { user: "a" },
            registry: { ".dockerconfigjson": "{}" },
        };
        const after = made({}, given);
        assert.ok(!after.missing.some(({ secret }) => secret === "connect-tls" || secret === "registry"));
        assert.deepEqual(after.missing.find(({ secret }) => secret === "scrape")?.keys, ["password"]);
        assert.equal(after.secrets.find(({ name }) => name === "registry")?.type, "kubernetes.io/dockerconfigjson");
        assert.ok(!after.secrets.some(({ name }) => name === "scrape"));
    });
});
