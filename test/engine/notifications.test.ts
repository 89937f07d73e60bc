import assert from "node:assert/strict";
import { once } from "node:events";
import { writeFileSync } from "node:fs";
import { createServer, type Server as Receiver } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { until } from "../../base/until";
import { KubernetesApi } from "../../kubernetes";
import { applicationKind, argoCdNamespace } from "../../kubernetes/application";
import { argoCdManifests } from "../../rehearsal/argoCd/manifests";
import {
    applyManifests,
    type ControlPlane,
    freePorts,
    installCrds,
    listensOn,
    type Server,
    startControlPlane,
} from "../../rehearsal/controlPlane";
import { argoCdFiles, ensureTools } from "../../tools";
import { configured, secretOf, type Status, statusOf } from "./notified";

const name = "confluent-platform";
const metadata = { name, namespace: argoCdNamespace };

const done = { sync: "Synced", health: "Healthy", phase: "Succeeded" };
const refused = { message: "one or more objects failed to apply" };

describe("Argo CD's notifications, as examples/argocd-notifications.yaml has them", () => {
    let controlPlane: ControlPlane;
    let api: KubernetesApi;
    let receiver: Receiver;
    let controller: Server;
    const received: { authorization: string | undefined; event: Record<string, unknown> }[] = [];

    before(async function () {
        this.timeout("20m");
        const tools = await ensureTools(["etcd", "kube-apiserver", "kube-controller-manager", "argocd", "helm"]);
        receiver = createServer((request, response) => {
            void text(request).then((body) => {
                const event = JSON.parse(body) as Record<string, unknown>;
                received.push({ authorization: request.headers.authorization, event });
                response.end();
            });
        }).listen(0, "127.0.0.1");
        await once(receiver, "listening");
        const { port } = receiver.address() as AddressInfo;

        controlPlane = await startControlPlane(tools);
        api = KubernetesApi.fromKubeconfig(controlPlane.kubeconfig);
        await installCrds(controlPlane, "argocd", tools.helm);
        const { base } = await argoCdFiles();
        await applyManifests(controlPlane, [
            ...argoCdManifests(base),
            {
                apiVersion: "v1",
                kind: "ConfigMap",
                metadata: { name: "argocd-notifications-cm", namespace: argoCdNamespace },
                data: configured,
            },
            await secretOf(`http://127.0.0.1:${port}/`, "open-sesame"),
        ]);
        await startController(tools.argocd);
    });
    after(async () => {
        api?.close();
        receiver?.close();
        await controlPlane?.stop();
    });

    async function startController(argocd: string): Promise<void> {
        const kubeconfig = join(controlPlane.dataDir, "notifications-kubeconfig.yaml");
        writeFileSync(kubeconfig, controlPlane.kubeconfig, { mode: 0o600 });
        const [metrics = 0] = await freePorts(1);
        controller = controlPlane.start({
            name: "argocd-notifications",
            binary: argocd,
            args: [
                `--kubeconfig=${kubeconfig}`,
                `--namespace=${argoCdNamespace}`,
                `--metrics-port=${metrics}`,
                "--argocd-repo-server=127.0.0.1:1",
                "--argocd-repo-server-plaintext",
            ],
            env: { ARGOCD_BINARY_NAME: "argocd-notifications" },
        });
        await controller.ready((pid) => listensOn(metrics, pid));
    }

    const said = () => received.map(({ event }) => event);
    const become = (status: Status) => api.merge(applicationKind, argoCdNamespace, name, { status: statusOf(status) });
    /** What the controller remembers having said. It writes that after it has said it; until then, it would say it again. */
    const remembered = async () => {
        const application = await api.get(applicationKind, argoCdNamespace, name);
        return application?.metadata?.annotations?.["notified.notifications.argoproj.io"];
    };
    let heard = 0;
    let known: string | undefined;
    const hear = async (event: Record<string, unknown>) => {
        const seen = () => Promise.resolve(controller.log().split("\n").slice(-12).join("\n"));
        const isSaid = async () => received.length > heard && (await remembered()) !== known;
        await until(`${String(event.event)} is received`, isSaid, { seconds: 60, seen });
        assert.deepEqual(said().slice(heard), [{ application: name, ...event }]);
        heard = received.length;
        known = await remembered();
    };

    it("notify a webhook of a release, a failed sync, a fault and a manual change, once each", async () => {
        const source = { repoURL: "https://git.example.com/platform.git", path: "." };
        const destination = { server: "https://kubernetes.default.svc", namespace: "confluent" };
        const spec = { project: "default", source, destination };
        await api.apply({
            ...applicationKind,
            metadata,
            spec,
            status: statusOf({ ...done, revision: "a1" }),
        });
        await hear({ event: "released", revision: "a1" });

        await become({ ...done, sync: "OutOfSync", phase: "Failed", revision: "b2", ...refused });
        await hear({ event: "sync-failed", revision: "b2", message: refused.message });

        await become({ ...done, health: "Degraded", revision: "c3" });
        await hear({ event: "degraded", revision: "c3" });

        await become({ ...done, revision: "c3" });
        await hear({ event: "released", revision: "c3" });

        await become({ ...done, sync: "OutOfSync", revision: "c3" });
        await hear({ event: "drift", revision: "c3" });

        // It is healed: no release. What comes next is the next thing heard.
        await become({ ...done, revision: "c3" });
        await become({ ...done, health: "Degraded", revision: "c3" });
        await hear({ event: "degraded", revision: "c3" });
    });

    it("report a sync that fails repeatedly while Argo CD retries it, once, with its commit", async () => {
        // Argo CD has seen d5 meanwhile.
        const retried = (retryCount: number, rest?: object) => ({
            sync: "OutOfSync",
            health: "Healthy",
            phase: "Running",
            revision: "d5",
            message: `${refused.message}. Retrying attempt #${retryCount} at 6:01AM.`,
            operation: {
                startedAt: "2026-11-24T06:00:00Z",
                retryCount,
                syncResult: { revision: "d4", source: { repoURL: "https://git.example.com/platform.git" } },
                ...rest,
            },
        });
        await become(retried(4));
        // The next attempt is on: it may be the one that succeeds.
        await become(retried(5, { finishedAt: null, syncResult: null }));
        await become(retried(5));
        await hear({ event: "sync-failed", revision: "d4", message: retried(5).message });
        await become(retried(6, { finishedAt: null, syncResult: null }));
        await become(retried(6));
        await become({ ...retried(60), phase: "Failed", message: `${refused.message} (retried 60 times).` });

        // No project, and so no commit: twice.
        const lost = { sync: "Unknown", health: "Healthy", phase: "Error", revision: "d5", message: "no project" };
        for (const startedAt of ["2026-11-24T07:00:00Z", "2026-11-24T08:00:00Z"]) {
            await become({ ...lost, operation: { startedAt, syncResult: null, retryCount: null } });
            await hear({ event: "sync-failed", revision: null, message: "no project" });
            await become({ ...done, revision: "c3", operation: { startedAt } });
        }
    });

    it("sign in with the token of the Secret", () => {
        assert.ok(received.length > 0);
        for (const { authorization } of received) assert.equal(authorization, "Bearer open-sesame");
    });
});
