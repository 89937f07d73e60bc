import assert from "node:assert/strict";
import { stringify } from "yaml";
import { isNotFound, KubernetesApi, type KubernetesError, type KubernetesObject } from "../../../kubernetes";
import { json, kinds, playApiServer } from "./apiServer";
import { httpProxy, socksProxy } from "./proxies";

type Server = Awaited<ReturnType<typeof playApiServer>>;

const configMap = { apiVersion: "v1", kind: "ConfigMap" };
const clusterRole = { apiVersion: "rbac.authorization.k8s.io/v1", kind: "ClusterRole" };
const kubeconfig = (cluster: object, user: object): string =>
    stringify({
        "current-context": "x",
        contexts: [{ name: "x", context: { cluster: "c", user: "u" } }],
        clusters: [{ name: "c", cluster }],
        users: [{ name: "u", user }],
    });

describe("an API server", () => {
    let server: Server;
    let api: KubernetesApi;
    const open = async (answers: Server["answers"] = {}) => {
        server = await playApiServer({ ...kinds, ...answers });
        api = new KubernetesApi({ url: server.url, token: "hunter2" });
    };
    afterEach(() => {
        api?.close();
        server?.close();
    });

    it("is given an object as it is, with fields that no release of a library knows, and as a server-side apply", async () => {
        const object: KubernetesObject = {
            ...configMap,
            metadata: { name: "settings", namespace: "team", creationTimestamp: "2026-11-26T10:00:00Z", future: [1] },
            data: { a: 1 },
            date: null,
        };
        await open({ "PATCH /api/v1/namespaces/team/configmaps/settings": json(object) });
        const answer = await api.apply(object, { dryRun: true, strict: true, force: true, fieldManager: "me" });
        assert.deepEqual(answer, object);
        const { url, headers, body } = server.asked.at(-1) ?? assert.fail();
        assert.deepEqual(JSON.parse(body), object);
        assert.equal(headers["content-type"], "application/apply-patch+yaml");
        assert.equal(headers.authorization, "Bearer hunter2");
        assert.deepEqual(Object.fromEntries(new URL(url, server.url).searchParams), {
            ...{ dryRun: "All", fieldManager: "me", fieldValidation: "Strict", force: "true" },
        });
    });

    it("is asked for a name as it is written, which for a role may contain capitals and colons", async () => {
        const role = { ...clusterRole, metadata: { name: "Team:View" } };
        await open({ "GET /apis/rbac.authorization.k8s.io/v1/clusterroles/Team%3AView": json(role) });
        assert.deepEqual(await api.get(clusterRole, undefined, "Team:View"), role);
    });

    it("is asked once which kinds it serves by all who ask at once, and on connections that are kept", async () => {
        await open({ "GET /api/v1/configmaps": json({ items: [] }), "GET /api/v1/pods": json({ items: [] }) });
        const lists = [configMap, { apiVersion: "v1", kind: "Pod" }, configMap].map((kind) => api.list(kind));
        await Promise.all(lists);
        for (let turn = 0; turn < 5; turn++) await api.list(configMap);
        assert.equal(server.asked.filter(({ url }) => url === "/api/v1").length, 1);
        assert.ok(server.connections() <= 3, `${server.connections()} connections for ${server.asked.length} requests`);
    });

    it("that has closed a kept connection is asked again on another, but never twice to create something", async () => {
        const pods = "/api/v1/namespaces/team/pods";
        const used = new Set<unknown>();
        const once = (answer: ReturnType<typeof json>): ReturnType<typeof json> => {
            return (response) => {
                if (used.has(response.socket)) return void response.socket?.destroy();
                used.add(response.socket);
                answer(response);
            };
        };
        await open({
            [`GET ${pods}/one`]: once(json({ kind: "Pod" })),
            [`POST ${pods}/one/binding`]: once(json({})),
        });
        const pod = { apiVersion: "v1", kind: "Pod" };
        for (let turn = 0; turn < 3; turn++) assert.ok(await api.get(pod, "team", "one"));
        assert.equal(server.asked.filter(({ url }) => url.endsWith("/one")).length, 5);
        await assert.rejects(
            api.post(pod, "team", "one", "binding", { apiVersion: "v1", kind: "Binding" }),
            (error: KubernetesError) => error.code === 0 && /no answer from .*: socket hang up/.test(error.message),
        );
        assert.equal(server.asked.filter(({ method }) => method === "POST").length, 1);
    });

    it("is asked again for a kind that it did not serve: its CRD may have been installed", async () => {
        const kafka = ["platform.confluent.io/v1beta1", "Kafka"] as const;
        const served = (...resources: object[]) => json({ resources });
        await open();
        const group = "GET /apis/platform.confluent.io/v1beta1";
        await assert.rejects(api.resourceFor(...kafka), (error: Error) => {
            assert.equal(
                error.message,
                "the API server does not know kind Kafka of platform.confluent.io/v1beta1: is its CRD installed?",
            );
            return isNotFound(error);
        });
        server.answers[group] = served({ name: "connects", kind: "Connect", namespaced: true });
        await assert.rejects(api.resourceFor(...kafka), isNotFound);
        server.answers[group] = served({ name: "kafkas", kind: "Kafka", namespaced: true });
        assert.equal((await api.resourceFor(...kafka)).plural, "kafkas");
    });

    it("that refuses a request is quoted, with the attempt, its code and its reason, and no credential", async () => {
        const status = { kind: "Status", message: "pods is forbidden", reason: "Forbidden" };
        await open({
            "GET /api/v1/pods": json(status, 403),
            "GET /apis/platform.confluent.io/v1beta1": (response) => response.writeHead(502).end("<html>bad gateway"),
        });
        const refused = { code: 403, message: "list pods: pods is forbidden (HTTP 403)", status };
        await assert.rejects(api.list({ apiVersion: "v1", kind: "Pod" }), refused);
        await assert.rejects(api.list({ apiVersion: "platform.confluent.io/v1beta1", kind: "Kafka" }), {
            ...{ code: 502, message: "look up platform.confluent.io/v1beta1: <html>bad gateway (HTTP 502)" },
        });
        server.close();
        const silent = new KubernetesApi({ url: "http://127.0.0.1:1", token: "hunter2" });
        await assert.rejects(silent.list(configMap), {
            ...{ code: 0, message: /^look up v1: no answer from http:\/\/127\.0\.0\.1:1: connect ECONNREFUSED [^?]*$/ },
        });
        assert.equal(await silent.isReady(), false);
    });

    it("with an unavailable aggregated API serves every other kind, and says which one is missing", async () => {
        const groups = ["metrics.k8s.io/v1beta1", "rbac.authorization.k8s.io/v1", "gone.example.org/v1"];
        await open({
            "GET /apis": json({ groups: groups.map((groupVersion) => ({ preferredVersion: { groupVersion } })) }),
            "GET /apis/metrics.k8s.io/v1beta1": (response) => response.writeHead(503).end("service unavailable"),
        });
        const { resources, silent } = await api.everyKind();
        assert.deepEqual(resources.map(({ plural }) => plural).sort(), ["clusterroles", "configmaps", "pods"]);
        assert.deepEqual(
            silent.map(({ groupVersion, message }) => `${groupVersion} ${message}`),
            ["metrics.k8s.io/v1beta1 look up metrics.k8s.io/v1beta1: service unavailable (HTTP 503)"],
        );
    });

    for (const [what, start] of [
        ["HTTP", httpProxy],
        ["SOCKS", socksProxy],
    ] as const) {
        it(`is reached by the ${what} proxy that the kubeconfig names, which looks the server up`, async () => {
            await open({ "GET /api/v1/configmaps": json({ items: [{ metadata: { name: "far" } }] }) });
            const proxy = await start(Number(new URL(server.url).port));
            const far = KubernetesApi.fromKubeconfig(
                kubeconfig({ server: "http://api.example.test:6443", "proxy-url": proxy.url }, { token: "t" }),
            );
            try {
                const [found] = await far.list(configMap);
                assert.equal(found?.metadata.name, "far");
                assert.deepEqual(proxy.asked, ["api.example.test:6443"], "one connection, which is kept");
            } finally {
                far.close();
                proxy.close();
            }
        });
    }

    it("that a proxy does not reach is reported as such, without the proxy's password", async () => {
        await open();
        const far = new KubernetesApi({ url: server.url, proxyUrl: "http://me:hunter2@127.0.0.1:1" });
        await assert.rejects(far.list(configMap), ({ message, code }: KubernetesError) => {
            assert.match(message, /^look up v1: no answer from http:\S+: connect ECONNREFUSED 127\.0\.0\.1:1$/);
            return code === 0 && !message.includes("hunter2");
        });
        far.close();
    });

    it("accepts a name and a password, and impersonation, as from kubectl", async () => {
        await open({ "GET /api/v1/configmaps": json({ items: [] }) });
        const user = {
            ...{ username: "me", password: "hunter2", as: "admin", "as-uid": "7", "as-groups": ["a", "b"] },
            "as-user-extra": { "example.org/Scopes": ["view", "edit"] },
        };
        api = KubernetesApi.fromKubeconfig(kubeconfig({ server: server.url }, user));
        await api.list(configMap);
        const { headers, rawHeaders } = server.asked.at(-1) ?? assert.fail();
        assert.equal(headers.authorization, `Basic ${Buffer.from("me:hunter2").toString("base64")}`);
        const values = (name: string) => rawHeaders.filter((_, at) => rawHeaders[at - 1]?.toLowerCase() === name);
        assert.deepEqual(
            ["user", "uid", "group", "extra-example.org%2fscopes"].map((name) => values(`impersonate-${name}`)),
            [["admin"], ["7"], ["a", "b"], ["view", "edit"]],
        );
    });
});
