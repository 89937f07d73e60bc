import assert from "node:assert/strict";
import { stringify } from "yaml";
import { connectionOf } from "../../../kubernetes/connection";
import { type ExecPlugin, execCredential } from "../../../kubernetes/execCredential";

const v1 = "client.authentication.k8s.io/v1";
const beta = "client.authentication.k8s.io/v1beta1";

/** A plug-in that runs a shell script. */
const plugin = (script: string, rest: Partial<ExecPlugin> = {}): ExecPlugin => ({
    apiVersion: beta,
    command: "sh",
    args: ["-c", script],
    ...rest,
});
const answering = (status: object, apiVersion = beta): string =>
    `echo '${JSON.stringify({ apiVersion, kind: "ExecCredential", status })}'`;

describe("a kubeconfig's credential plug-in", () => {
    it("signs in with a token, as for EKS, or with a client certificate", () => {
        assert.equal(execCredential(plugin(answering({ token: "t" })), {}).token, "t");
        const certificate = { clientCertificateData: "CERT", clientKeyData: "KEY" };
        const { clientCertificate, clientKey } = execCredential(
            plugin(answering(certificate, v1), { apiVersion: v1 }),
            {},
        );
        assert.deepEqual([clientCertificate, clientKey], ["CERT", "KEY"]);
    });

    it("gets its environment, and the cluster's details if it requests them", () => {
        const telling = `printf '{"apiVersion":"%s","kind":"ExecCredential","status":{"token":%s}}' ${beta} "$(
            node -p 'JSON.stringify(process.argv[1])' -- "$REGION $KUBERNETES_EXEC_INFO"
        )"`;
        const told = (rest: Partial<ExecPlugin>) =>
            execCredential(plugin(telling, { env: [{ name: "REGION", value: "eu-central-1" }], ...rest }), {
                server: "https://one",
            }).token;
        assert.equal(
            told({}),
            `eu-central-1 {"apiVersion":"${beta}","kind":"ExecCredential","spec":{"interactive":false}}`,
        );
        assert.match(told({ provideClusterInfo: true }) ?? "", /"cluster":\{"server":"https:\/\/one"\}/);
    });

    for (const [what, asked, message] of [
        [
            "is not there",
            plugin("", { command: "no-such-plug-in", installHint: "Install it." }),
            /cannot be run: .*ENOENT[^]*Install it\./,
        ],
        ["fails", plugin("exit 3"), /failed with exit code 3: sign in again/],
        ["answers with something else", plugin("echo hello"), /did not return an ExecCredential/],
        [
            "answers in another version",
            plugin(answering({ token: "t" }, v1)),
            /did not return an ExecCredential of .*v1beta1/,
        ],
        ["answers with no credentials", plugin(answering({})), /neither a token nor a certificate/],
        [
            "is of a version long gone",
            plugin("", { apiVersion: "client.authentication.k8s.io/v1alpha1" }),
            /v1alpha1: .*v1 and .*v1beta1 are supported/,
        ],
    ] as const) {
        it(`that ${what} is reported, with what to do`, () => {
            assert.throws(() => execCredential(asked, {}), message);
        });
    }

    it("is run only where it is asked to be, and with the cluster's authority in place", () => {
        const kubeconfig = stringify({
            "current-context": "eks",
            contexts: [{ name: "eks", context: { cluster: "eks", user: "me" } }],
            clusters: [{ name: "eks", cluster: { server: "https://eks", "certificate-authority-data": "Q0E=" } }],
            users: [{ name: "me", user: { exec: plugin("") } }],
        });
        assert.throws(() => connectionOf(kubeconfig), /signs in with exec, which is not supported here/);
        let asked: unknown;
        const { token } = connectionOf(kubeconfig, undefined, (...given) => {
            asked = given[1];
            return { token: "t" };
        });
        assert.equal(token, "t");
        assert.deepEqual(asked, { server: "https://eks", "certificate-authority-data": "Q0E=" });
    });
});
