import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import {
    type Binaries,
    type ControlPlane,
    applyManifests,
    installCrds,
    startControlPlane,
} from "../../rehearsal/controlPlane";
import { smallConfluentCrds } from "../../rehearsal/crds/confluent";
import { isNotFound, KubernetesApi, type KubernetesObject } from "../../kubernetes";
import { ensureTools } from "../../tools";
import { httpProxy, socksProxy } from "../unit/kubernetes/proxies";
import { eventually } from "./eventually";

const servers = ["etcd", "kube-apiserver", "kube-controller-manager"] as const;

describe("the embedded control plane", () => {
    let binaries: Binaries;
    let plane: ControlPlane;
    let api: KubernetesApi;
    const namespace: KubernetesObject = { apiVersion: "v1", kind: "Namespace", metadata: { name: "team" } };
    const configMap = (data: object): KubernetesObject => ({
        apiVersion: "v1",
        kind: "ConfigMap",
        metadata: { name: "settings", namespace: "team" },
        ...data,
    });

    before(async function () {
        this.timeout(20 * 60_000);
        binaries = await ensureTools(servers);
        plane = await startControlPlane(binaries);
        api = KubernetesApi.fromKubeconfig(plane.kubeconfig);
    });
    after(async () => {
        api?.close();
        await plane?.stop();
    });

    it("is ready, on loopback, with its own authority, for its own user only", async () => {
        assert.match(plane.url, /^https:\/\/127\.0\.0\.1:\d+$/);
        assert.equal(readFileSync(plane.kubeconfigPath, "utf8"), plane.kubeconfig);
        assert.equal(await api.isReady(), true);
        assert.ok(await api.get({ apiVersion: "v1", kind: "Namespace" }, undefined, "default"));
        const stranger = new KubernetesApi({ url: plane.url, ca: plane.ca, token: "guess" });
        await assert.rejects(stranger.list(namespace), { code: 401 });
        const doubter = new KubernetesApi({ url: plane.url, token: plane.token });
        await assert.rejects(doubter.list(namespace), { code: 0, message: /self-signed certificate/ });
    });

    it("is asked for a Service by its name and port, and says why it can't reach it", async () => {
        const metadata = { name: "metrics", namespace: "default" };
        const ask = (port: number) => api.askService({ ...metadata, port }, "/api", { query: "up" });
        await assert.rejects(ask(9090), { code: 404 });
        await api.apply({
            apiVersion: "v1",
            kind: "Service",
            metadata,
            spec: { ports: [{ name: "web", port: 9090 }] },
        });
        await assert.rejects(ask(9090), { code: 503, message: /no endpoints available for service "metrics"/ });
        await assert.rejects(ask(80), { code: 503, message: /no service port 80 found for service "metrics"/ });
    });

    it("is reached through a proxy with its own authority verified, and by no name that it does not have", async () => {
        for (const start of [httpProxy, socksProxy]) {
            const { hostname, port } = new URL(plane.url);
            const proxy = await start(Number(port));
            const { ca, token } = plane;
            const through = new KubernetesApi({ url: plane.url, ca, token, proxyUrl: proxy.url });
            const strange = new KubernetesApi({ url: plane.url, ca, token, proxyUrl: proxy.url, serverName: "a.test" });
            const doubter = new KubernetesApi({ url: plane.url, token, proxyUrl: proxy.url });
            try {
                assert.equal(await through.isReady(), true);
                assert.deepEqual(proxy.asked, [`${hostname}:${port}`]);
                await assert.rejects(strange.list(namespace), { code: 0, message: /a\.test/ });
                await assert.rejects(doubter.list(namespace), { code: 0, message: /self-signed certificate/ });
            } finally {
                for (const api of [through, strange, doubter]) api.close();
                proxy.close();
            }
        }
    });

    it("applies, reads, lists and deletes", async () => {
        await applyManifests(plane, [configMap({ data: { a: "1" } }), namespace]);
        assert.deepEqual((await api.get(configMap({}), "team", "settings"))?.data, { a: "1" });
        const applied = await api.apply(configMap({ data: { b: "2" } }));
        assert.deepEqual(applied.data, { b: "2" }, "what the same manager no longer applies is taken away");
        const listed = await api.list(configMap({}), "team");
        assert.ok(listed.some(({ kind, metadata }) => kind === "ConfigMap" && metadata.name === "settings"));
        assert.equal(await api.delete(configMap({}), "team", "settings"), true);
        assert.equal(await api.delete(configMap({}), "team", "settings"), false);
        assert.equal(await api.get(configMap({}), "team", "settings"), undefined);
    });

    it("checks a dry run strictly, and stores nothing", async () => {
        const dry = { dryRun: true, strict: true };
        await api.apply(configMap({ data: { a: "1" } }), dry);
        assert.equal(await api.get(configMap({}), "team", "settings"), undefined);
        await assert.rejects(api.apply(configMap({ date: { a: "1" } }), dry), /\.date: field not declared in schema/);
        await assert.rejects(api.apply(configMap({ data: { a: 1 } }), dry), /\.data\.a: expected string/);
    });

    it("says who owns a field, and gives it up only when forced", async () => {
        await api.apply(configMap({ data: { a: "1" } }), { fieldManager: "one" });
        const taking = configMap({ data: { a: "2" } });
        await assert.rejects(api.apply(taking, { fieldManager: "other" }), {
            code: 409,
            message: /conflict with "one"/,
        });
        assert.deepEqual((await api.apply(taking, { fieldManager: "other", force: true })).data, { a: "2" });
    });

    it("serves Confluent's kinds once their CRDs are there: the small ones, then the best there are", async () => {
        const kafka = { apiVersion: "platform.confluent.io/v1beta1", kind: "Kafka" };
        await assert.rejects(api.resourceFor(kafka.apiVersion, kafka.kind), isNotFound);
        await applyManifests(plane, smallConfluentCrds());
        assert.equal((await api.resourceFor(kafka.apiVersion, kafka.kind)).plural, "kafkas");
        const broken = { ...kafka, metadata: { name: "kafka", namespace: "team" }, spec: { replicas: "three" } };
        await assert.rejects(api.apply(broken, { dryRun: true }), /replicas/);

        const { source, objects } = await installCrds(plane, "confluent");
        assert.ok(source && objects.length > 10, `${objects.length} from ${source}`);
    });

    it("serves Argo CD's kinds", async () => {
        await installCrds(plane, "argocd");
        for (const kind of ["Application", "AppProject"]) {
            assert.equal((await api.resourceFor("argoproj.io/v1alpha1", kind)).namespaced, true);
        }
    });

    it("collects garbage and deletes namespaces with everything in them", async () => {
        await api.delete(namespace, undefined, "team");
        const isGone = async () => (await api.get(namespace, undefined, "team")) === undefined;
        await eventually(isGone, 60, "the namespace is still there");
    });
});
