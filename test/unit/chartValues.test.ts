import assert from "node:assert/strict";
import { runStack } from "../harness";
import { problemsOfTree } from "./overlayTree";

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

    it("are the user's over the program's defaults, with what the program needs beside them", async () => {
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

    it("take the images of parts that they turn on from the mirror too", async () => {
        const values = await argocd({ ...users, "mirrors.images": "registry.example.com/mirror" });
        assert.deepEqual(values.dex.image, { repository: "registry.example.com/mirror/dexidp/dex" });
        assert.deepEqual(values["redis-ha"].image, { repository: "registry.example.com/mirror/docker/library/redis" });
        assert.deepEqual(values["redis-ha"].haproxy.image, {
            repository: "registry.example.com/mirror/docker/library/haproxy",
        });
        assert.equal(values.global.domain, "argocd.example.com");
    });

    it("have Redis in high availability pull by the stack's secret: its chart knows nothing of the global one", async () => {
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

/** What is said to a file of values, with other settings. */
function said(chart: "argocd" | "confluent", text: string, groups = {}, secrets = {}): string[] {
    const problems = problemsOfTree({ "v.yaml": text }, { [chart]: { values: "v.yaml" }, ...groups }, secrets);
    assert.deepEqual(
        [...new Set(problems.map(({ key, value }) => `${key} ${String(value)}`))],
        problems.length > 0 ? [`${chart}.values v.yaml`] : [],
    );
    return problems.map(({ reason }) => reason);
}

describe("values that would break the program are refused by name:", () => {
    const mirrors = { images: "registry.example.com/mirror" };
    const argocd: [string, RegExp, object?, object?][] = [
        ["crds: { keep: true }", /^sets crds\.keep otherwise: /],
        ["crds: { install: false }", /^sets crds\.install otherwise: /],
        ["crds: null", /^sets crds\.(install|keep) otherwise: /],
        ["fullnameOverride: argo", /^sets fullnameOverride: /],
        ["nameOverride: argo", /^sets nameOverride otherwise: /],
        ["namespaceOverride: argo", /^sets namespaceOverride: /],
        ["server: { name: page }", /^sets server\.name otherwise: /],
        ["controller: { name: controller }", /^sets controller\.name otherwise: /],
        ["createClusterRoles: false", /^sets createClusterRoles otherwise: /],
        ["server: { service: { type: LoadBalancer } }", /^sets server\.service\.type otherwise: argocd\.access/],
        [
            "server: { service: { loadBalancerSourceRanges: [0.0.0.0/0] } }",
            /^sets server\.service\.loadBalancerSourceRanges: /,
        ],
        [
            "configs: { cm: { application.resourceTrackingMethod: label } }",
            /^sets configs\.cm\["application\.resourceTrackingMethod"\] otherwise: /,
        ],
        [
            "configs: { cm: { resource.customizations.health.platform.confluent.io_Kafka: return } }",
            /^sets configs\.cm\["resource\.customizations\.health\.platform\.confluent\.io_Kafka"\]/,
        ],
        [
            "configs: { cm: { resource.customizations.health.all: return } }",
            /^sets configs\.cm\["resource\.customizations\.health\.all"\]/,
        ],
        ["configs: { cm: { cluster.inClusterEnabled: false } }", /^sets .*inClusterEnabled"\] otherwise: /],
        ["configs: { cm: { kustomize.enable: 'false' } }", /^sets .*kustomize\.enable"\] otherwise: /],
        [
            "configs: { cm: { application.sync.impersonation.enabled: true } }",
            /^sets .*impersonation\.enabled"\] otherwise: .*AppProject/,
        ],
        ["configs: { cm: { create: false } }", /^sets configs\.cm\.create otherwise: /],
        [
            "configs: { params: { controller.diff.server.side: false } }",
            /^sets configs\.params\["controller\.diff\.server\.side"\] otherwise: /,
        ],
        [
            "global: { imagePullSecrets: [{ name: own }] }",
            /^sets global\.imagePullSecrets otherwise: .*imagePullSecret/,
            {},
            { imagePullSecret: dockerConfig },
        ],
        [
            "redis-ha: { haproxy: { imagePullSecrets: [{ name: own }] } }",
            /^sets redis-ha\.haproxy\.imagePullSecrets otherwise: .*imagePullSecret/,
            {},
            { imagePullSecret: dockerConfig },
        ],
        [
            "global: { image: { repository: quay.io/argoproj/argocd } }",
            /^sets global\.image\.repository otherwise: mirrors\.images/,
            { mirrors },
        ],
        [
            "redis: { image: { repository: docker.io/redis } }",
            /^sets redis\.image\.repository otherwise: mirrors\.images/,
            { mirrors },
        ],
        [
            "repoServer: { extraContainers: [{ name: a, image: busybox }] }",
            /elsewhere than mirrors\.images.*repoServer\.extraContainers\.\[0\]\.image/,
            { mirrors },
        ],
    ];
    const confluent: typeof argocd = [
        ["namespaced: true", /^sets namespaced otherwise: /],
        ["namespaceList: [confluent]", /^sets namespaceList: /],
        ["name: cfk", /^sets name otherwise: /],
        ["image: { tag: 0.1.0 }", /^sets image\.tag otherwise: confluent\.version/],
        ["licenseKey: hunter2", /^sets licenseKey: .*confluentLicense/],
        ["license: { secretRef: own }", /^sets license\.secretRef: /, {}, { confluentLicense: "a-licence" }],
        [
            "license: { directoryPathInContainer: /mnt/license }",
            /^sets license\.directoryPathInContainer: /,
            {},
            { confluentLicense: "a-licence" },
        ],
        ["image: { registry: docker.io }", /^sets image\.registry otherwise: mirrors\.images/, { mirrors }],
        ["image: { repository: own/operator }", /^sets image\.repository otherwise: .*mirrors\.images/, { mirrors }],
        ["imagePullSecretRef: own", /^sets imagePullSecretRef otherwise: /, {}, { imagePullSecret: dockerConfig }],
    ];
    for (const [chart, cases] of Object.entries({ argocd, confluent })) {
        for (const [text, says, groups, secrets] of cases) {
            it(`${chart}, ${text}`, () => {
                const reasons = said(chart as "argocd", text, groups, secrets);
                assert.ok(
                    reasons.some((reason) => says.test(reason)),
                    reasons.join("\n"),
                );
                assert.doesNotMatch(reasons.join(), /hunter2/);
                if (text !== "crds: null") assert.equal(reasons.length, 1, reasons.join("\n"));
            });
        }
    }

    it("but not where they say what the program says", () => {
        assert.deepEqual(
            said("argocd", "crds: { keep: false }\nserver: { service: { type: ClusterIP } }\nfullnameOverride: ''"),
            [],
        );
        assert.deepEqual(said("confluent", "namespaced: false\nnamespaceList: []\nlicense: { secretRef: own }"), []);
        // What the charts themselves say, for those who begin with their values.yaml.
        assert.deepEqual(said("argocd", "nameOverride: argocd\nserver: { name: server }"), []);
        assert.deepEqual(
            said(
                "argocd",
                "configs: { cm: { kustomize.enable: true }, params: { controller.diff.server.side: true } }",
            ),
            [],
        );
        assert.deepEqual(
            said(
                "confluent",
                "name: confluent-operator\nimage: { repository: confluentinc/confluent-operator, tag: 0.2038.1 }",
                { mirrors },
            ),
            [],
        );
        const image = { mirrors };
        assert.deepEqual(
            said("argocd", "dex: { image: { repository: registry.example.com/mirror/dexidp/dex } }", image),
            [],
        );
    });
});

describe("a file of values is refused", () => {
    for (const [title, text, says] of [
        ["that is a list", "[a]", /not a map/],
        ["that is text", "a", /not a map/],
        ["that is no YAML", "a: [", /v\.yaml:1: is not YAML/],
        ["of two documents", "a: 1\n---\nb: 1\n", /more than one/],
    ] as const) {
        it(title, () => {
            const [reason, ...others] = said("argocd", text);
            assert.deepEqual(others, []);
            assert.match(reason ?? "", says);
        });
    }

    it("that is not there, or not in the checkout, or of a chart that is not installed", () => {
        const reasons = (values: object) =>
            problemsOfTree({}, { argocd: values as Record<string, unknown> }).map(({ reason }) => reason);
        assert.deepEqual(reasons({ values: "none.yaml" }), ["does not exist in this checkout"]);
        assert.match(reasons({ values: "../none.yaml" }).join(), /^leaves the checkout/);
        assert.match(
            reasons({ values: "base/kafka.yaml", install: "none" }).join(),
            /^has no effect with argocd\.install none$/,
        );
    });
});
