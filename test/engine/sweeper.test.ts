import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { sweeperName } from "../../components/gitOpsHandoff/sweeperAccess";
import { KubernetesApi, type KubernetesObject } from "../../kubernetes";
import { eventually } from "./eventually";
import { Platform } from "./sweeperPlatform";
import {
    applicationKind,
    confluentKind,
    deploymentKind,
    openSweeperStage,
    type SweeperStage,
    workload,
} from "./sweeperStage";

const mark = "confluent-gitops/removed-from-git";
const podKind = { apiVersion: "v1", kind: "Pod" };

describe("the sweeper, as the stand-in kubelet runs it on a real API server", () => {
    let stage: SweeperStage;
    let platform: Platform;

    before(async function () {
        this.timeout(20 * 60_000);
        stage = await openSweeperStage();
    });
    after(() => stage?.close());
    beforeEach(async () => {
        platform = await Platform.make(stage.api);
    });
    afterEach(() => platform.remove());

    const marked = async (kind: string, name: string) => (await platform.get(kind, name))?.metadata.annotations?.[mark];

    it("keeps a topic that is removed from Git, marks it, and reports it on the Application", async () => {
        await platform.compare({ inGit: ["KafkaTopic/orders"] });
        await platform.add("KafkaTopic", "orders", "payments");
        await platform.compare({ inGit: ["KafkaTopic/orders"], revision: "2222" });
        await eventually(async () => (await marked("KafkaTopic", "payments")) === "2222", 20, "it is not marked");

        const [event, ...more] = await platform.said();
        assert.deepEqual(more, [], "said once");
        assert.equal(event?.type, "Warning");
        assert.equal(event?.reason, "RemovedFromGit");
        assert.match(event?.message ?? "", /^KafkaTopic confluent\/payments is no longer in Git \(revision 2222\)/);
        assert.match(event?.message ?? "", /kubectl --namespace confluent delete kafkatopic payments/);
        assert.equal(await marked("KafkaTopic", "orders"), undefined);
        assert.equal((await platform.get("KafkaTopic", "payments"))?.metadata.deletionTimestamp, undefined);
    });

    it("removes the mark from a topic that is back in Git, and makes Argo CD refresh", async () => {
        await platform.add("KafkaTopic", "orders", "payments");
        await platform.compare({ inGit: ["KafkaTopic/orders"] });
        await eventually(async () => (await marked("KafkaTopic", "payments")) !== undefined, 20, "it is not marked");
        await platform.compare({ inGit: ["KafkaTopic/orders", "KafkaTopic/payments"] });
        await eventually(async () => (await marked("KafkaTopic", "payments")) === undefined, 20, "it is still marked");
        const asked = async () => (await platform.annotations())["argocd.argoproj.io/refresh"] === "normal";
        await eventually(asked, 20, "it does not ask Argo CD");
    });

    it("deletes a connector that is removed from Git, and lets the operator do its part", async () => {
        await platform.add("Connector", "kept", "removed");
        await platform.compare({ inGit: ["Connector/kept"] });
        await platform.deleting("Connector", "removed");
        assert.ok(await platform.get("Connector", "removed"), "the operator's finalizer holds it");
        await platform.letGo("Connector", "removed");
        await eventually(async () => !(await platform.get("Connector", "removed")), 20, "it is still there");
        assert.equal((await platform.get("Connector", "kept"))?.metadata.deletionTimestamp, undefined);
        assert.deepEqual(
            (await platform.said()).map(({ type, reason }) => [type, reason]),
            [["Normal", "DeletedAsRemovedFromGit"]],
        );
    });

    it("deletes a topic whose annotation in Git says so", async () => {
        await platform.add("KafkaTopic", "scratch", "orders");
        const annotations = { "confluent-gitops/on-removal": "delete" };
        await stage.api.merge(confluentKind("KafkaTopic"), workload, "scratch", { metadata: { annotations } });
        await platform.compare({ inGit: ["KafkaTopic/orders"] });
        await platform.deleting("KafkaTopic", "scratch");
    });

    it("drains a platform whose Application is deleted, users first, and then lets the cascade continue", async () => {
        await platform.add("KafkaTopic", "orders");
        await platform.add("Connector", "copy");
        await platform.compare({ inGit: ["KafkaTopic/orders", "Connector/copy"] });
        await platform.makeByHand("KafkaTopic", "by-hand");
        await stage.api.delete(applicationKind, "argocd", "confluent-platform");

        await platform.deleting("Connector", "copy");
        await eventually(
            async () => (await platform.events()).some(({ message }) => message.includes("Connector confluent/copy")),
            20,
            "it does not say what it waits for",
        );
        assert.equal((await platform.get("KafkaTopic", "orders"))?.metadata.deletionTimestamp, undefined);
        assert.equal(await platform.approval(), undefined);

        await platform.letGo("Connector", "copy");
        await platform.deleting("KafkaTopic", "orders");
        await platform.letGo("KafkaTopic", "orders");
        await eventually(async () => (await platform.approval()) !== undefined, 20, "it does not approve");
        assert.equal(await platform.get("KafkaTopic", "by-hand"), undefined);
        const { metadata } = (await stage.api.get(applicationKind, "argocd", "confluent-platform")) as KubernetesObject;
        assert.ok(Date.parse((await platform.approval()) ?? "") >= Date.parse(metadata.deletionTimestamp ?? ""));
    });

    it("continues after it was killed", async () => {
        const [pod] = await stage.api.list(podKind, workload);
        const pid = () => Number(readFileSync(join(stage.controlPlane.dataDir, `${pod?.metadata.name}.pid`), "utf8"));
        const killed = pid();
        process.kill(killed, "SIGKILL");
        await eventually(() => existsPid(pid) && pid() !== killed, 20, "it is not started again");
        await platform.add("KafkaTopic", "orders", "payments");
        await platform.compare({ inGit: ["KafkaTopic/orders"] });
        await eventually(async () => (await marked("KafkaTopic", "payments")) !== undefined, 20, "it is not marked");
    });

    it("may do what it does, and nothing else", async () => {
        const { namespace, name } = { namespace: workload, name: sweeperName };
        const asked = await stage.api.post({ apiVersion: "v1", kind: "ServiceAccount" }, namespace, name, "token", {
            apiVersion: "authentication.k8s.io/v1",
            kind: "TokenRequest",
            spec: {},
        });
        const { url, ca } = stage.controlPlane;
        const api = new KubernetesApi({ url, ca, token: (asked.status as { token: string }).token });
        try {
            const refused: Record<string, () => Promise<unknown>> = {
                "list Secrets": () => api.list({ apiVersion: "v1", kind: "Secret" }, workload),
                "list Secrets of Argo CD": () => api.list({ apiVersion: "v1", kind: "Secret" }, "argocd"),
                "list pods": () => api.list(podKind, workload),
                "delete Kafka": () => api.delete(confluentKind("Kafka"), workload, "kafka"),
                "list topics elsewhere": () => api.list(confluentKind("KafkaTopic"), "default"),
                "delete the Application": () => api.delete(applicationKind, "argocd", "confluent-platform"),
                "read another Application": () => api.get(applicationKind, "argocd", "another"),
                "list Applications": () => api.list(applicationKind, "argocd"),
                "change its Deployment": () => api.merge(deploymentKind, workload, sweeperName, { spec: {} }),
            };
            for (const [what, ask] of Object.entries(refused)) await assert.rejects(ask(), { code: 403 }, what);
        } finally {
            api.close();
        }
        const logs = readdirSync(stage.controlPlane.dataDir).filter((file) => /^confluent-sweeper-.*\.log$/.test(file));
        assert.equal(logs.length, 1);
        assert.doesNotMatch(readFileSync(join(stage.controlPlane.dataDir, logs[0] ?? ""), "utf8"), /HTTP 403/);
    });

    it("is gone when its pod is deleted, and another comes", async () => {
        const [pod] = await stage.api.list(podKind, workload);
        const pid = readFileSync(join(stage.controlPlane.dataDir, `${pod?.metadata.name}.pid`), "utf8").trim();
        await stage.api.delete(podKind, workload, pod?.metadata.name ?? "");
        await eventually(() => !existsSync(`/proc/${pid}/exe`), 20, "its process is still there");
        await eventually(
            async () => {
                const pods = await stage.api.list(podKind, workload);
                const isNew = pods.every(({ metadata }) => metadata.uid !== pod?.metadata.uid);
                return isNew && pods.length === 1 && (pods[0]?.status as { phase: string }).phase === "Running";
            },
            20,
            "no other has come",
        );
    });
});

function existsPid(pid: () => number): boolean {
    try {
        return pid() > 0;
    } catch {
        return false;
    }
}
