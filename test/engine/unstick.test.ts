import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { resolve } from "node:path";
import { applyManifests, type ControlPlane, installCrds, startControlPlane } from "../../rehearsal/controlPlane";
import { KubernetesApi, type KubernetesObject } from "../../kubernetes";
import { connectionOf } from "../../kubernetes/connection";
import { unstick } from "../../commands/unstick";
import { ensureTools } from "../../tools";
import { eventually } from "./eventually";
import { narrowUser } from "./narrowUser";
import { makeNamespace } from "./stack";
import type { Report } from "../../commands/unstick/shape";
import { checkShape } from "../shape";

const cfk = "platform.confluent.io/v1beta1";
const topicFinalizer = "kafkatopic.finalizers.platform.confluent.io";
const namespaceKind = { apiVersion: "v1", kind: "Namespace" };
const topicKind = { apiVersion: cfk, kind: "KafkaTopic" };
const schemaKind = { apiVersion: cfk, kind: "Schema" };
const podKind = { apiVersion: "v1", kind: "Pod" };
const application = { apiVersion: "argoproj.io/v1alpha1", kind: "Application" };
const approval = "argocd.argoproj.io/deletion-approved";

describe("unstick, on a real API server", () => {
    let plane: ControlPlane;
    let api: KubernetesApi;
    before(async function () {
        this.timeout(20 * 60_000);
        plane = await startControlPlane(await ensureTools(["etcd", "kube-apiserver", "kube-controller-manager"]));
        api = KubernetesApi.fromKubeconfig(plane.kubeconfig);
        await installCrds(plane, "confluent");
        await installCrds(plane, "argocd");
    });
    after(async () => {
        api?.close();
        await plane?.stop();
    });

    /** The command as a user types it, with no terminal. */
    const command = (namespace: string, ...flags: string[]) => {
        const cli = resolve(__dirname, "../../bin/confluent-gitops.cjs");
        const args = [cli, "unstick", "--namespace", namespace, "--kubeconfig", plane.kubeconfigPath];
        const { status, stdout, stderr } = spawnSync(process.execPath, [...args, ...flags], { encoding: "utf8" });
        return { status, output: stdout + stderr, stdout };
    };
    const topic = (namespace: string, finalizers = [topicFinalizer]): KubernetesObject => ({
        ...topicKind,
        metadata: { name: "orders", namespace, finalizers },
        spec: { partitionCount: 1, replicas: 1 },
    });
    const isThere = async (kind: { apiVersion: string; kind: string }, namespace: string, name: string) =>
        (await api.get(kind, namespace, name)) !== undefined;
    const isTerminating = async (namespace: string) =>
        Boolean((await api.get(topicKind, namespace, "orders"))?.metadata.deletionTimestamp);

    /** A workload whose pod is ready: its controller is real, the pod's kubelet is played. */
    const makeRunning = async (kind: "Deployment" | "StatefulSet", namespace: string, name: string) => {
        const labels = { app: name };
        const container = { name, image: `example.org/${name}:1` };
        const template = { metadata: { labels }, spec: { containers: [container] } };
        const spec = { replicas: 1, selector: { matchLabels: labels }, template, serviceName: name };
        if (kind === "Deployment") delete (spec as { serviceName?: string }).serviceName;
        await makeNamespace(plane, namespace);
        await applyManifests(plane, [{ apiVersion: "apps/v1", kind, metadata: { name, namespace }, spec }]);
        await eventually(async () => (await api.list(podKind, namespace, `app=${name}`)).length > 0, 30, "no pod");
        for (const { metadata } of await api.list(podKind, namespace, `app=${name}`)) {
            const status = { phase: "Running", conditions: [{ type: "Ready", status: "True" }] };
            await api.merge(podKind, namespace, metadata.name ?? "", { status }, "status");
        }
        const ready = async () =>
            ((await api.get({ apiVersion: "apps/v1", kind }, namespace, name))?.status as { readyReplicas?: number })
                ?.readyReplicas === 1;
        await eventually(ready, 30, `${kind} ${name} is not ready`);
    };

    it("says what hangs and why, and with no terminal changes nothing", async () => {
        await makeNamespace(plane, "team");
        assert.deepEqual(command("team").status, 0);
        await applyManifests(plane, [topic("team")]);
        await api.delete(namespaceKind, undefined, "team");
        await eventually(() => isTerminating("team"), 30, "the topic is not being deleted");

        const { status, output } = command("team");
        assert.equal(status, 1, output);
        assert.match(output, /KafkaTopic team\/orders, being deleted for/);
        assert.match(output, /The operator is gone: there is no Deployment confluent-operator/);
        assert.match(output, /With --yes, this command would\n {2}remove kafkatopic\.finalizers/);
        const json = command("team", "--json");
        const report = checkShape<Report>("unstick", json.stdout);
        assert.deepEqual([json.status, report.isFree, report.done], [1, false, []]);
        assert.equal(report.findings[0]?.remedy, `remove ${topicFinalizer}`);
        assert.deepEqual((await api.get(topicKind, "team", "orders"))?.metadata.finalizers, [topicFinalizer]);
    });

    it("with --yes, removes the finalizer, and everything is gone, including the namespace", async () => {
        const { status, output } = command("team", "--yes");
        assert.equal(status, 0, output);
        assert.match(output, /gone: KafkaTopic team\/orders/);
        assert.match(output, /Namespace team is gone\./);
        assert.equal(await isThere(namespaceKind, "", "team"), false);
        assert.deepEqual(command("team").status, 0);
    });

    it("leaves a finalizer without a known controller, and says how to remove it", async () => {
        await makeNamespace(plane, "mixed");
        await applyManifests(plane, [topic("mixed", [topicFinalizer, "example.com/mine"])]);
        await api.delete(topicKind, "mixed", "orders");
        const { status, output } = command("mixed", "--yes");
        assert.equal(status, 1, output);
        assert.match(output, /\$ kubectl -n mixed patch kafkatopic\.platform\.confluent\.io orders --type=json/);
        assert.deepEqual((await api.get(topicKind, "mixed", "orders"))?.metadata.finalizers, ["example.com/mine"]);
    });

    it("leaves a topic whose operator and Kafka are running, until its Kafka is gone", async () => {
        await makeRunning("Deployment", "confluent-operator", "confluent-operator");
        await makeNamespace(plane, "live");
        const image = { application: "cp-server:7.9.0", init: "init:3.1.1" };
        const kafka = {
            apiVersion: cfk,
            kind: "Kafka",
            metadata: { name: "kafka", namespace: "live" },
            spec: { replicas: 1, image, dataVolumeCapacity: "1Gi" },
        };
        await applyManifests(plane, [kafka, topic("live")]);
        await api.delete(topicKind, "live", "orders");
        const left = command("live", "--yes");
        assert.equal(left.status, 1, left.output);
        assert.match(left.output, /Deployment confluent-operator\/confluent-operator has a ready pod/);
        assert.match(left.output, /Kafka live\/kafka is there/);
        assert.deepEqual((await api.get(topicKind, "live", "orders"))?.metadata.finalizers, [topicFinalizer]);

        await api.delete(kafka, "live", "kafka");
        const { status, output } = command("live", "--yes");
        assert.equal(status, 0, output);
        assert.match(output, /It no longer can: there is no Kafka in namespace live/);
        assert.equal(await isThere(topicKind, "live", "orders"), false);
    });

    it("does what a user may do who sees only one namespace, and says what they are not allowed to do", async () => {
        await makeNamespace(plane, "narrow");
        const connection = await narrowUser(plane, "narrow", "kafkatopics");
        const schema: KubernetesObject = {
            ...schemaKind,
            metadata: { ...topic("narrow").metadata, finalizers: ["schema.finalizers.platform.confluent.io"] },
            spec: { data: { format: "avro", configRef: "orders" } },
        };
        await applyManifests(plane, [topic("narrow"), schema]);
        for (const kind of [topicKind, schemaKind]) await api.delete(kind, "narrow", "orders");
        const said: string[] = [];
        const [ask, say] = [() => Promise.resolve(true), (line: string) => void said.push(line)];
        const isFree = await unstick({ connection, namespace: "narrow", ask, say });
        const text = said.join("\n");
        assert.equal(isFree, false, text);
        assert.match(text, /done: remove kafkatopic\S+ \(KafkaTopic narrow\/orders\)/);
        assert.match(text, /refused: remove schema\S+ \(Schema narrow\/orders\): .*forbidden/);
        assert.match(text, /Refused: 1\. This command has to be run by somebody who may patch these\.$/);
        assert.equal(await isThere(topicKind, "narrow", "orders"), false);
        assert.equal(await isThere(schemaKind, "narrow", "orders"), true);
    });

    it("approves an Application's deletion that nobody else will approve, and Argo CD continues", async () => {
        await makeRunning("StatefulSet", "argocd", "argocd-application-controller");
        await makeNamespace(plane, "swept");
        const metadata = {
            name: "platform",
            namespace: "argocd",
            finalizers: ["resources-finalizer.argocd.argoproj.io"],
        };
        const destination = { server: "https://kubernetes.default.svc", namespace: "swept" };
        const project = { apiVersion: "argoproj.io/v1alpha1", kind: "AppProject" };
        const guarded = { kind: "Deployment", name: "confluent-sweeper", requiresDeletionConfirmation: true };
        await applyManifests(plane, [
            { ...project, metadata: { name: "platform", namespace: "argocd" }, spec: {} },
            {
                ...application,
                metadata,
                spec: { project: "platform", destination, source: { repoURL: "https://git" } },
            },
        ]);
        await api.merge(application, "argocd", "platform", { status: { resources: [guarded] } });
        await api.delete(application, "argocd", "platform");

        const said: string[] = [];
        const connection = connectionOf(plane.kubeconfig);
        const ask = () => Promise.resolve(true);
        const done = unstick({ connection, namespace: "swept", ask, say: (line) => said.push(line) });
        const read = () => api.get(application, "argocd", "platform");
        await eventually(async () => approval in ((await read())?.metadata.annotations ?? {}), 30, "not approved");
        const { annotations = {}, deletionTimestamp = "", finalizers } = (await read())?.metadata ?? {};
        assert.ok(Date.parse(annotations[approval] ?? "") >= Date.parse(deletionTimestamp), annotations[approval]);
        assert.equal(finalizers?.length, 1, "the finalizer is Argo CD's");
        // What Argo CD does, once its cascade is through.
        await api.merge(application, "argocd", "platform", { metadata: { finalizers: null } });
        assert.equal(await done, true, said.join("\n"));
    });
});
