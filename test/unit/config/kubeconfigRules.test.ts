import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { stringify } from "yaml";
import { readKubeconfig } from "../../../config/kubeconfig";

const secret = "hunter2-hunter2";
const data = Buffer.from(secret).toString("base64");
const plugin = { apiVersion: "client.authentication.k8s.io/v1", command: "aws", interactiveMode: "Never" };
const beta = { apiVersion: "client.authentication.k8s.io/v1beta1", command: "aws" };

interface Parts {
    cluster?: object;
    user?: object;
    /** On top of the file. */
    file?: object;
}

const kubeconfig = ({ cluster = {}, user = { token: secret }, file = {} }: Parts) => ({
    apiVersion: "v1",
    kind: "Config",
    clusters: [{ name: "c", cluster: { server: "https://127.0.0.1:1", ...cluster } }],
    users: [{ name: "u", user }],
    contexts: [{ name: "x", context: { cluster: "c", user: "u" } }],
    "current-context": "x",
    ...file,
});

/** Each was given to kubectl 1.32 too, which refuses the same ones, and uses the others. */
const refused: Record<string, [kubeconfig: Parts | string, says: RegExp]> = {
    "an authority twice": [
        { cluster: { "certificate-authority": "ca", "certificate-authority-data": data } },
        /a cluster c with both certificate-authority and certificate-authority-data/,
    ],
    "an authority that is to be ignored": [
        { cluster: { "insecure-skip-tls-verify": true, "certificate-authority-data": data } },
        /a cluster c with insecure-skip-tls-verify and a certificate-authority/,
    ],
    "an authority's file that is to be ignored": [
        { cluster: { "insecure-skip-tls-verify": true, "certificate-authority": "ca" } },
        /a cluster c with insecure-skip-tls-verify/,
    ],
    "a proxy without a scheme": [
        { cluster: { "proxy-url": "bob:hunter2@127.0.0.1:8080" } },
        /a proxy-url that is no http/,
    ],
    "a proxy of another scheme": [{ cluster: { "proxy-url": "ftp://x" } }, /a proxy-url that is no http/],
    "a certificate twice": [
        { user: { "client-certificate": "a", "client-certificate-data": data, "client-key-data": data } },
        /a user u with both client-certificate and client-certificate-data/,
    ],
    "a key twice": [
        { user: { "client-key": "a", "client-key-data": data, "client-certificate-data": data } },
        /with both client-key and client-key-data/,
    ],
    "a certificate without its key": [
        { user: { "client-certificate-data": data } },
        /a client-certificate and no client-key/,
    ],
    "two ways to sign in": [
        { user: { token: secret, username: "b", password: secret } },
        /with a token and a password/,
    ],
    "groups of nobody": [
        { user: { token: secret, "as-groups": ["g"] } },
        /as-groups, as-uid or as-user-extra and no as/,
    ],
    "more of nobody": [{ user: { token: secret, "as-user-extra": { a: ["b"] } } }, /and no as/],
    "a uid of nobody": [{ user: { token: secret, "as-uid": "1" } }, /and no as/],
    "a plug-in beside a provider": [
        { user: { exec: plugin, "auth-provider": { name: "oidc" } } },
        /exec and an auth-provider/,
    ],
    "a provider that is gone": [
        { user: { "auth-provider": { name: "gcp" } } },
        /auth-provider gcp, which kubectl no longer has/,
    ],
    "a plug-in without a command": [{ user: { exec: { ...plugin, command: "" } } }, /exec and no command/],
    "a plug-in of no version": [{ user: { exec: { ...plugin, apiVersion: undefined } } }, /exec and no apiVersion/],
    "a plug-in of a version that is gone": [
        { user: { exec: { ...plugin, apiVersion: "client.authentication.k8s.io/v1alpha1" } } },
        /exec of client\.authentication\.k8s\.io\/v1alpha1/,
    ],
    "a plug-in that may or may not ask": [
        { user: { exec: { ...plugin, interactiveMode: undefined } } },
        /no interactiveMode/,
    ],
    "a plug-in with a mode of its own": [
        { user: { exec: { ...beta, interactiveMode: "Sometimes" } } },
        /no interactiveMode/,
    ],
    "a variable without a name": [
        { user: { exec: { ...plugin, env: [{ value: secret }] } } },
        /a variable in its env without a name/,
    ],
    "two clusters of one name": [
        { file: { clusters: [1, 2].map((port) => ({ name: "c", cluster: { server: `https://127.0.0.1:${port}` } })) } },
        /f is not a kubeconfig \(clusters: two entries of the name c\)/,
    ],
    "two users of one name, whom nobody asks for": [
        { file: { users: ["u", "z", "z"].map((name) => ({ name, user: { token: secret } })) } },
        /users: two entries of the name z/,
    ],
    "another kind": [{ file: { kind: "Pod" } }, /is not a kubeconfig \(kind: /],
    "another version": [{ file: { apiVersion: "v2" } }, /is not a kubeconfig \(apiVersion: /],
    "a number for a token": [{ user: { token: 1234567 } }, /is not a kubeconfig \(users\.0\.user\.token: [^1-9]*\)$/],
    "data that is no base64": [
        { cluster: { "certificate-authority-data": `-${secret}` } },
        /certificate-authority-data: is not base64/,
    ],
    "a name that YAML 1.1 takes for true": ["contexts: [{ name: y, context: {} }]\n", /contexts\.0\.name/],
};

const used: Record<string, Parts | string> = {
    "a proxy": { cluster: { "proxy-url": "socks5://127.0.0.1:1" } },
    "no check of the certificate": { cluster: { "insecure-skip-tls-verify": true } },
    "an authority that is empty": { cluster: { "certificate-authority": "" } },
    "a plug-in of v1": { user: { exec: plugin } },
    "a plug-in of v1beta1, which need not say whether it asks": { user: { exec: beta } },
    "a provider that is left": {
        user: { "auth-provider": { name: "oidc", config: { "idp-issuer-url": "https://i" } } },
    },
    "somebody else": { user: { token: secret, as: "admin", "as-groups": ["g"] } },
    "no kind": { file: { kind: undefined, apiVersion: undefined } },
    "fields that nobody knows": { file: { preferences: {}, more: 1 } },
    "no user at all without TLS, as to kubectl proxy": {
        cluster: { server: "http://127.0.0.1:8001" },
        file: { users: null, contexts: [{ name: "x", context: { cluster: "c" } }] },
    },
    JSON: JSON.stringify(kubeconfig({})),
    "a byte order mark": `\ufeff${stringify(kubeconfig({}))}`,
    "a second document": `${stringify(kubeconfig({}))}---\nclusters: []\n`,
    "a field twice, of which the later counts": `clusters: []\n${stringify(kubeconfig({}))}`,
    "the words of YAML 1.1": stringify(kubeconfig({})).replace(
        "server:",
        "insecure-skip-tls-verify: yes\n      server:",
    ),
    "a name that looks like a date": stringify(
        kubeconfig({
            file: { contexts: [{ name: "x", context: { cluster: "c", user: "u", namespace: "NAMESPACE" } }] },
        }),
    ).replace("NAMESPACE", "2026-11-26"),
};

describe("a kubeconfig is", () => {
    let folder: string;
    before(() => (folder = mkdtempSync(join(tmpdir(), "kubeconfig-"))));
    after(() => rmSync(folder, { recursive: true }));

    const read = (content: Parts | string) => {
        writeFileSync(join(folder, "f"), typeof content === "string" ? content : stringify(kubeconfig(content)));
        return readKubeconfig("f", "x", folder);
    };

    for (const [what, [content, says]] of Object.entries(refused)) {
        it(`refused, as by kubectl, with ${what}, and nothing of it quoted`, () => {
            const { reason = "" } = read(content);
            assert.match(reason, says);
            assert.doesNotMatch(reason, /hunter2|aHVudGVy/);
        });
    }

    it("used with its user, without TLS too", () => {
        assert.match(read({ cluster: { server: "http://127.0.0.1:8001" } }).text ?? "", new RegExp(`token: ${secret}`));
    });

    for (const [what, content] of Object.entries(used)) {
        it(`used, as by kubectl, with ${what}`, () => assert.equal(read(content).reason, undefined));
    }
});
