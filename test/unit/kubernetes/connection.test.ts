import assert from "node:assert/strict";
import { stringify } from "yaml";
import { connectionOf } from "../../../kubernetes/connection";
import { errorOf } from "../../../kubernetes/error";

const base64 = (text: string) => Buffer.from(text).toString("base64");

const kubeconfig = (user: object): string =>
    stringify({
        "current-context": "dev",
        contexts: [
            { name: "dev", context: { cluster: "one", user: "me", namespace: "confluent" } },
            { name: "bare", context: { cluster: "two" } },
            { name: "lost", context: { cluster: "gone", user: "me" } },
        ],
        clusters: [
            { name: "one", cluster: { server: "https://one:6443/", "certificate-authority-data": base64("CA") } },
            { name: "two", cluster: { server: "https://two", "insecure-skip-tls-verify": true } },
        ],
        users: [{ name: "me", user }],
    });

const defined = (connection: object) => JSON.parse(JSON.stringify(connection)) as object;

describe("a kubeconfig", () => {
    it("gives server, authority, token and namespace of its current context", () => {
        assert.deepEqual(defined(connectionOf(kubeconfig({ token: "t" }))), {
            url: "https://one:6443",
            ca: "CA",
            token: "t",
            namespace: "confluent",
            insecure: false,
        });
    });

    it("gives a client certificate, and another context if one is named", () => {
        const user = { "client-certificate-data": base64("CERT"), "client-key-data": base64("KEY") };
        const { clientCertificate, clientKey } = connectionOf(kubeconfig(user));
        assert.deepEqual([clientCertificate, clientKey], ["CERT", "KEY"]);
        assert.deepEqual(defined(connectionOf(kubeconfig(user), "bare")), { url: "https://two", insecure: true });
    });

    for (const [what, text, context, message] of [
        [
            "a plug-in",
            kubeconfig({ exec: { command: "aws" } }),
            "dev",
            /signs in with exec, which is not supported here/,
        ],
        ["no such context", kubeconfig({}), "prod", /has no context prod; it has dev, bare, lost/],
        ["a cluster that is not there", kubeconfig({}), "lost", /has no cluster gone; it has one, two/],
        ["nothing in it", "", undefined, /has no current-context/],
    ] as const) {
        it(`with ${what} is refused, and the message says so`, () => {
            assert.throws(() => connectionOf(text, context), message);
        });
    }
});

describe("an API server's refusal", () => {
    it("keeps the server's message, code and reason", () => {
        const status = { kind: "Status", message: 'Kafka "k" is invalid', reason: "Invalid" };
        const error = errorOf("apply Kafka confluent/k", 422, JSON.stringify(status));
        assert.equal(error.message, 'apply Kafka confluent/k: Kafka "k" is invalid (HTTP 422)');
        assert.deepEqual([error.code, error.status.reason], [422, "Invalid"]);
    });

    it("that is no Status is quoted as it is", () => {
        assert.equal(errorOf("list pods", 502, "<html>bad gateway").message, "list pods: <html>bad gateway (HTTP 502)");
    });
});
