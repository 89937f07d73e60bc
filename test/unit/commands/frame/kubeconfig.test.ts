import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { stringify } from "yaml";
import { kubectlConnection } from "../../../../commands/frame/kubeconfig";

describe("the kubeconfig of a command for users", () => {
    let folder: string;
    before(() => (folder = mkdtempSync(join(tmpdir(), "kubeconfig-"))));
    after(() => rmSync(folder, { recursive: true }));

    const write = (name: string, content: object): string => {
        writeFileSync(join(folder, name), stringify(content));
        return join(folder, name);
    };
    const cluster = (name: string, entry: object) => ({ name, cluster: { server: `https://${name}`, ...entry } });
    const context = (name: string) => ({ name, context: { cluster: name, user: name } });

    it("is what KUBECONFIG names, the first file first, with paths relative to their file", () => {
        writeFileSync(join(folder, "ca.pem"), "CA");
        writeFileSync(
            join(folder, "sign-in"),
            '#!/bin/sh\necho \'{"apiVersion":"client.authentication.k8s.io/v1","kind":"ExecCredential","status":{"token":"two"}}\'',
            { mode: 0o755 },
        );
        const one = write("one.yaml", {
            "current-context": "one",
            contexts: [context("one")],
            clusters: [cluster("one", { "certificate-authority": "ca.pem" })],
            users: [{ name: "one", user: { token: "one" } }],
        });
        const two = write("two.yaml", {
            "current-context": "two",
            contexts: [context("two")],
            clusters: [cluster("two", {}), cluster("one", { server: "https://other" })],
            users: [
                {
                    name: "two",
                    user: {
                        exec: {
                            apiVersion: "client.authentication.k8s.io/v1",
                            command: "./sign-in",
                            interactiveMode: "Never",
                        },
                    },
                },
            ],
        });
        const env = { KUBECONFIG: `${one}:${two}:${join(folder, "none.yaml")}` };
        const first = kubectlConnection({ env });
        assert.deepEqual([first.url, first.ca, first.token], ["https://one", "CA", "one"]);
        const second = kubectlConnection({ env, context: "two" });
        assert.deepEqual([second.url, second.token], ["https://two", "two"]);
        assert.equal(kubectlConnection({ env: { KUBECONFIG: one }, kubeconfig: two }).url, "https://two");
    });

    it("is reported as missing in one sentence, with its file if that does not exist", () => {
        const env = { HOME: folder };
        assert.throws(
            () => kubectlConnection({ env }),
            /^Error: The kubeconfig can't be used: there is no .*\.kube\/config\. Pass one with --kubeconfig/,
        );
        const kubeconfig = write("lost.yaml", { "current-context": "lost", contexts: [] });
        assert.throws(() => kubectlConnection({ env, kubeconfig }), /lost\.yaml has no such context; it has none/);
    });

    it("is a pod's own, if there is no kubeconfig and none is named", () => {
        const serviceAccount = join(folder, "serviceaccount");
        mkdirSync(serviceAccount);
        for (const [file, text] of Object.entries({ token: "pod\n", "ca.crt": "CA", namespace: "tools" }))
            writeFileSync(join(serviceAccount, file), text);
        const pod = {
            HOME: join(folder, "empty"),
            KUBERNETES_SERVICE_HOST: "10.0.0.1",
            KUBERNETES_SERVICE_PORT: "443",
        };
        const own = { url: "https://10.0.0.1:443", token: "pod", ca: "CA", namespace: "tools" };
        assert.deepEqual(kubectlConnection({ env: pod, serviceAccount }), own);
        assert.equal(
            kubectlConnection({ env: { ...pod, KUBERNETES_SERVICE_HOST: "fd00::1" }, serviceAccount }).url,
            "https://[fd00::1]:443",
        );
        const kubeconfig = write("there.yaml", {
            "current-context": "there",
            contexts: [context("there")],
            clusters: [cluster("there", {})],
            users: [{ name: "there", user: { token: "t" } }],
        });
        const named = { ...pod, KUBECONFIG: kubeconfig };
        assert.equal(kubectlConnection({ env: named, serviceAccount }).url, "https://there");
        for (const options of [
            { env: pod, kubeconfig: join(folder, "none.yaml") },
            { env: pod, context: "other" },
            { env: { ...pod, KUBECONFIG: write("bad.yaml", { contexts: [{}] }) } },
            { env: { HOME: pod.HOME } },
        ]) {
            assert.throws(() => kubectlConnection({ ...options, serviceAccount }), /The kubeconfig can't be used/);
        }
        assert.throws(() => kubectlConnection({ env: pod, serviceAccount: pod.HOME }), /can't be used/);
    });
});
