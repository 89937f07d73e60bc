import assert from "node:assert/strict";
import { runStack } from "../harness";
import { problemsOfTree } from "./overlayTree";

const dockerConfig = JSON.stringify({ auths: { "registry.example.com": { auth: "cHVsbC1tZQ==" } } });

interface ArgoCdValues {
    global: { domain: string; tolerations: object[]; image?: object };
    crds: object;
    configs: { cm: Record<string, string>; rbac: object };
    dex: { enabled: boolean; image?: object; resources: object };
    notifications: { enabled: boolean };
    server: { replicas: number; resources: object; service: object };
    "redis-ha": { enabled: boolean; image?: object; haproxy?: object };
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
        });
    });

    it("take the images of parts that they turn on from the mirror too", async () => {
        const values = await argocd({ ...users, "mirrors.images": "registry.example.com/mirror" });
        assert.deepEqual(values.dex.image, { repository: "registry.example.com/mirror/dexidp/dex" });
        assert.deepEqual(values["redis-ha"].image, { repository: "registry.example.com/mirror/docker/library/redis" });
        assert.deepEqual(values["redis-ha"].haproxy, {
            image: { repository: "registry.example.com/mirror/docker/library/haproxy" },
        });
        assert.equal(values.global.domain, "argocd.example.com");
    });

    it("have requests and limits for every pod that Argo CD and the operator run as by default", async () => {
        const graph = await runStack("eks");
        const values = graph.named("argocd-release").inputs.values as Record<string, { resources?: object }>;
        const parts = ["applicationSet", "controller", "redis", "redisSecretInit", "repoServer", "server"];
        for (const { resources } of [
            ...parts.map((part) => values[part]),
            graph.named("confluent-release").inputs.values as { resources?: object },
        ].map((part) => part ?? {})) {
            const { requests, limits } = resources as Record<"requests" | "limits", object>;
            assert.deepEqual(
                [Object.keys(requests), Object.keys(limits)],
                [
                    ["cpu", "memory"],
                    ["cpu", "memory"],
                ],
            );
        }
    });

    it("of the operator are the user's too", async () => {
        const set = { "confluent.values": "test/fixtures/values/confluent-for-kubernetes.yaml" };
        const { values } = (await runStack("eks", set)).named("confluent-release").inputs;
        const { webhooks, namespaced } = values as { webhooks: object; namespaced: boolean };
        assert.deepEqual([webhooks, namespaced], [{ enabled: true, tls: { secretRef: "webhooks-tls" } }, false]);
    });
});

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
        ["nameOverride: argo", /^sets nameOverride: /],
        ["namespaceOverride: argo", /^sets namespaceOverride: /],
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
        ["name: cfk", /^sets name: /],
        ["image: { tag: 0.1.0 }", /^sets image\.tag: confluent\.version/],
        ["licenseKey: hunter2", /^sets licenseKey: .*confluentLicense/],
        ["license: { secretRef: own }", /^sets license\.secretRef: /, {}, { confluentLicense: "a-licence" }],
        ["image: { registry: docker.io }", /^sets image\.registry otherwise: mirrors\.images/, { mirrors }],
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
