import assert from "node:assert/strict";
import { stringify } from "yaml";
import { clusterOf } from "../../components/sameCluster";

const context = "k3d-confluent";
const kubeconfig = (server: string, authority?: string, name = context) =>
    stringify({
        contexts: [
            { name: "other", context: { cluster: "other" } },
            { name, context: { cluster: "c" } },
        ],
        clusters: [
            { name: "other", cluster: { server: "https://other", "certificate-authority-data": "b3RoZXI=" } },
            { name: "c", cluster: { server, ...(authority && { "certificate-authority-data": authority }) } },
        ],
    });
const authorityOf = (text: string | undefined) => clusterOf(text, context)?.authority;

describe("a cluster, by the kubeconfig's context that leads to it,", () => {
    it("is the same at another address, and another one by another authority", () => {
        const before = kubeconfig("https://127.0.0.1:6443", "QQ==");
        assert.equal(authorityOf(kubeconfig("https://10.0.0.1:6443", "QQ==")), authorityOf(before));
        assert.notEqual(authorityOf(kubeconfig("https://127.0.0.1:6443", "Qg==")), authorityOf(before));
        assert.equal(clusterOf(before, context)?.server, "https://127.0.0.1:6443");
    });

    it("is not known where its authority is not in the text, nor is one that the context does not lead to", () => {
        for (const text of [undefined, "", kubeconfig("https://127.0.0.1"), kubeconfig("https://a", "QQ==", "else")]) {
            assert.equal(clusterOf(text, context), undefined);
        }
    });
});
