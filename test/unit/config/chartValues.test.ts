import assert from "node:assert/strict";
import { runStack } from "../../harness";

const dockerConfig = JSON.stringify({ auths: { "registry.example.com": { auth: "cHVsbC1tZQ==" } } });

interface PulledApart {
    image?: object;
    imagePullSecrets?: object[];
}

interface ArgoCdValues {
    global: { domain: string; tolerations: object[]; image?: object; imagePullSecrets?: object[] };
    crds: object;
    configs: { cm: Record<string, string>; rbac: object };
    dex: { enabled: boolean; image?: object; resources: object };
    notifications: { enabled: boolean };
    server: { replicas: number; resources: object; service: object };
    "redis-ha": PulledApart & { enabled: boolean; haproxy: PulledApart };
}

describe("the values of the charts", () => {
    const argocd = async (set: Record<string, unknown>) =>
        (await runStack("eks", set)).named("argocd-release").inputs.values as ArgoCdValues;
    const users = { "argocd.values": "test/fixtures/values/argo-cd.yaml" };

    it("are the user's over the program's defaults, together with what the program needs", async () => {
        const values = await argocd({ ...users, "argocd.access": "nodePort" });
        assert.equal(values.dex.enabled, true);
        assert.equal(values.notifications.enabled, false, "a default that the file leaves");
        assert.deepEqual(values.configs.rbac, { "policy.csv": "g, platform-team, role:admin" });
        assert.equal(values.configs.cm["timeout.reconciliation"], "120s");
        assert.match(values.configs.cm["dex.config"] ?? "", /sso\.example\.com/);
        assert.equal(values.configs.cm["application.resourceTrackingMethod"], "annotation");
        assert.ok(Object.keys(values.configs.cm).some((key) => key.startsWith("resource.customizations")));
        assert.deepEqual(values.crds, { keep: false });
        assert.deepEqual(values.server, {
            replicas: 2,
            resources: { requests: { cpu: "50m", memory: "128Mi" }, limits: { cpu: "500m", memory: "1Gi" } },
            service: { type: "NodePort", annotations: { "example.com/team": "platform" } },
            extensions: {
                resources: { requests: { cpu: "10m", memory: "32Mi" }, limits: { cpu: "100m", memory: "64Mi" } },
            },
        });
    });

    it("take the images of parts that they turn on from the mirror, too", async () => {
        const values = await argocd({ ...users, "mirrors.images": "registry.example.com/mirror" });
        assert.deepEqual(values.dex.image, { repository: "registry.example.com/mirror/dexidp/dex" });
        assert.deepEqual(values["redis-ha"].image, { repository: "registry.example.com/mirror/docker/library/redis" });
        assert.deepEqual(values["redis-ha"].haproxy.image, {
            repository: "registry.example.com/mirror/docker/library/haproxy",
        });
        assert.equal(values.global.domain, "argocd.example.com");
    });

    it("make Redis in high availability pull with the stack's secret: its chart ignores the global one", async () => {
        const { global, "redis-ha": redis } = await argocd({ ...users, imagePullSecret: dockerConfig });
        const wanted = [{ name: "image-pull-secret" }];
        assert.deepEqual(
            [global.imagePullSecrets, redis.imagePullSecrets, redis.haproxy.imagePullSecrets],
            [wanted, wanted, wanted],
        );
    });

    it("have requests and limits for every pod that Argo CD and the operator run as by default", async () => {
        const graph = await runStack("eks");
        const values = graph.named("argocd-release").inputs.values as Record<string, { resources?: object }>;
        const ofOperator = graph.named("confluent-release").inputs.values as { resources?: object };
        for (const part of parts) assert.deepEqual(sizesOf(values, part), sized, part);
        assert.deepEqual(sizesOf({ ofOperator }, "ofOperator"), sized);
    });

    it("change what a user types to reach the page if they terminate TLS before it", async () => {
        const accessOf = async (set: Record<string, unknown>) =>
            String((await runStack("eks", set)).outputs.argocdAccess?.value);
        assert.match(await accessOf(users), /8080:443, then http:\/\/localhost:8080$/);
        assert.match(await accessOf({}), /8080:443, then https:\/\/localhost:8080$/);
    });

    it("of the operator are the user's too", async () => {
        const set = { "confluent.values": "test/fixtures/values/confluent-for-kubernetes.yaml" };
        const { values } = (await runStack("eks", set)).named("confluent-release").inputs;
        const { webhooks, namespaced } = values as { webhooks: object; namespaced: boolean };
        assert.deepEqual([webhooks, namespaced], [{ enabled: true, tls: { secretRef: "webhooks-tls" } }, false]);
    });
});

/** Every container of the chart argo-cd, by where its values have its resources: what is off by default, too. */
const parts = [
    ...["applicationSet", "controller", "redis", "redisSecretInit", "repoServer", "server", "dex", "notifications"],
    ...["commitServer", "redis.exporter", "server.extensions"],
    ...["redis", "sentinel", "haproxy", "haproxy.init", "init", "splitBrainDetection", "exporter"].map(
        (part) => `redis-ha.${part}`,
    ),
];
const sized = { requests: ["cpu", "memory"], limits: ["cpu", "memory"] };

function sizesOf(values: object, path: string): Record<string, string[]> {
    const at = (node: unknown, key: string): unknown => (node as Record<string, unknown>)[key];
    const { requests, limits } = [...path.split("."), "resources"].reduce(at, values) as Record<string, object>;
    return { requests: Object.keys(requests ?? {}), limits: Object.keys(limits ?? {}) };
}
