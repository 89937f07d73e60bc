import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import * as log from "@pulumi/pulumi/log";
import { installedOperators } from "../../../../components/whatIsThere/installedOperators";
import { root, runStack } from "../../../harness";
import { refusal, refuses } from "../../../refusals";

const operators = { confluent: "confluent-operator", argocd: "argocd" };

refuses("after a deployment", [
    {
        it: "Confluent's operator that would go, and every Kafka with its CRDs",
        set: { "confluent.install": "none" },
        last: { operators },
        says: ["confluent.install", /would delete it now: its CRDs, with every Kafka/],
    },
    {
        it: "Argo CD that would go, and every Application with its CRDs",
        stack: "dev",
        set: { "argocd.install": "none" },
        last: { operators },
        says: ["argocd.install", /would delete it now: its CRDs, with every Application/],
    },
    {
        it: "an operator that would move",
        set: { "confluent.namespace": "cfk" },
        last: { operators },
        says: ["confluent.namespace", /installed it in confluent-operator, and it cannot be moved/],
    },
    {
        it: "Argo CD that would move",
        set: { "argocd.namespace": "gitops" },
        last: { operators },
        says: ["argocd.namespace", /installed it in argocd, and it cannot be moved/],
    },
    {
        it: "KRaft in place of ZooKeeper, with no migration between them",
        set: {},
        last: { coordination: { by: "ZooKeeper", autoSync: true } },
        says: [
            "gitops.path",
            /Kafka is on ZooKeeper: KRaft controllers begin empty, so that Kafka would lose every topic/,
        ],
    },
    {
        it: "ZooKeeper in place of KRaft",
        set: { "gitops.path": "gitops/platform/overlays/classic-eks" },
        last: { coordination: { by: "KRaft", autoSync: true } },
        says: ["gitops.path", /Kafka is on KRaft: ZooKeeper would begin empty/],
    },
    {
        it: "a cluster of that name that was made anew by others",
        set: { cluster: { source: "existing", name: "shared" }, network: undefined },
        last: { kubeconfig: kubeconfig("shared", "https://old.eks.test", "T2xk") },
        says: ["cluster.name", /leads to another cluster .*https:\/\/eks\.test \(.*https:\/\/old\.eks\.test \(/],
    },
]);

function kubeconfig(name: string, server: string, authority?: string): string {
    return JSON.stringify({
        apiVersion: "v1",
        kind: "Config",
        clusters: [{ name, cluster: { server, ...(authority && { "certificate-authority-data": authority }) } }],
        contexts: [{ name, context: { cluster: name, user: name } }],
        "current-context": name,
        users: [{ name, user: { token: "none" } }],
    });
}

describe("a deployment after another", () => {
    it("goes on where the operators stay, and where others' were taken and now are the stack's", async () => {
        await runStack("dev", {}, { operators });
        await runStack("dev", { "confluent.install": "none", "argocd.namespace": "gitops" }, { operators: {} });
        await runStack("dev", {}, { operators: { argocd: "argocd" } });
    });

    it("goes from ZooKeeper to KRaft where Argo CD was kept from syncing, as the migration has it", async () => {
        await runStack("dev", {}, { coordination: { by: "ZooKeeper", autoSync: false } });
        await runStack("dev", {}, { coordination: { by: "KRaft", autoSync: true } });
    });

    it("takes an operator away where the user says so for this once", async () => {
        process.env.OPERATORS_MAY_GO = "true";
        try {
            await runStack("dev", { "confluent.install": "none" }, { operators });
        } finally {
            delete process.env.OPERATORS_MAY_GO;
        }
    });

    it("is told in the outputs of the one before which operators the stack has installed, and where", async () => {
        assert.deepEqual((await runStack("dev")).outputs.operators?.value, operators);
        const { outputs } = await runStack("dev", { "argocd.install": "none" });
        assert.deepEqual(outputs.operators?.value, { confluent: "confluent-operator" });
        const moved = { confluent: { install: "helm", namespace: "a" }, argocd: { install: "none", namespace: "b" } };
        assert.deepEqual(installedOperators(moved as never), { confluent: "a" });
    });

    it("names both ways out where the operator would go", async () => {
        const { message } = await refusal("dev", { "confluent.install": "none" }, { operators });
        assert.match(message, /pulumi config set --path confluent\.install helm/);
        assert.match(message, /OPERATORS_MAY_GO=true pulumi up, once/);
        const guide = readFileSync(join(root, "docs/TROUBLESHOOTING.md"), "utf8");
        assert.ok(guide.includes("\n## Would be deleted\n"));
    });
});

describe("a cluster that is taken, compared with that of the last deployment,", () => {
    let folder: string;
    const warnings: string[] = [];
    const { warn } = log;
    beforeEach(() => {
        folder = mkdtempSync(join(tmpdir(), "kubeconfig-"));
        warnings.length = 0;
        Object.assign(log, { warn: (line: string) => (warnings.push(line), Promise.resolve()) });
    });
    afterEach(() => {
        Object.assign(log, { warn });
        rmSync(folder, { recursive: true });
    });
    const deploy = async (now: string, before: string) => {
        const path = join(folder, "config");
        writeFileSync(path, now);
        await runStack("dev", { "cluster.kubeconfig": path }, { kubeconfig: before, operators });
    };
    const at = (server: string, authority?: string) => kubeconfig("k3d-confluent", server, authority);

    it("is known by its authority, whatever its address, also where a file holds it", async () => {
        await deploy(at("https://new:6443", "Q0E="), at("https://old:6443", "Q0E="));
        writeFileSync(join(folder, "ca.crt"), "CA");
        const byFile = at("https://new:6443", "ca.crt").replace("certificate-authority-data", "certificate-authority");
        await deploy(byFile, at("https://old:6443", "Q0E="));
        await assert.rejects(deploy(byFile, at("https://old:6443", "T2xk")), /leads to another cluster/);
        assert.deepEqual(warnings, []);
    });

    it("is warned of where its address is another, and there is no authority to compare", async () => {
        await deploy(at("https://a:6443"), at("https://a:6443"));
        assert.deepEqual(warnings, []);
        await deploy(at("https://b:6443"), at("https://a:6443", "Q0E="));
        assert.match(
            warnings.join(),
            /^cluster\.context k3d-confluent leads to https:\/\/b:6443 \(authority none\), and before/,
        );
    });

    it("is not asked for where the stack makes it: it is in the state", async () => {
        await runStack("eks", {}, { operators, kubeconfig: kubeconfig("confluent", "https://old", "T2xk") });
    });
});
