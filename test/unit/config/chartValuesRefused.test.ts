import assert from "node:assert/strict";
import { problemsOfTree } from "./overlayTree";

const dockerConfig = JSON.stringify({ auths: { "registry.example.com": { auth: "cHVsbC1tZQ==" } } });

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
        ["crds: { keep: true }", /^sets crds\.keep to another value: /],
        ["crds: { install: false }", /^sets crds\.install to another value: /],
        ["crds: null", /^sets crds\.(install|keep) to another value: /],
        ["configs: { cm: text }", /^sets configs\.cm\.create to another value: /],
        ["configs: text", /^sets configs\.cm\.create to another value: /],
        ["fullnameOverride: argo", /^sets fullnameOverride: /],
        ["nameOverride: argo", /^sets nameOverride to another value: /],
        ["namespaceOverride: argo", /^sets namespaceOverride: /],
        ["server: { name: page }", /^sets server\.name to another value: /],
        ["controller: { name: controller }", /^sets controller\.name to another value: /],
        ["createClusterRoles: false", /^sets createClusterRoles to another value: /],
        ["server: { service: { type: LoadBalancer } }", /^sets server\.service\.type to another value: argocd\.access/],
        [
            "server: { service: { loadBalancerSourceRanges: [0.0.0.0/0] } }",
            /^sets server\.service\.loadBalancerSourceRanges: /,
        ],
        [
            "configs: { cm: { application.resourceTrackingMethod: label } }",
            /^sets configs\.cm\["application\.resourceTrackingMethod"\] to another value: /,
        ],
        [
            "configs: { cm: { resource.customizations.health.platform.confluent.io_Kafka: return } }",
            /^sets configs\.cm\["resource\.customizations\.health\.platform\.confluent\.io_Kafka"\]/,
        ],
        [
            "configs: { cm: { resource.customizations.health.all: return } }",
            /^sets configs\.cm\["resource\.customizations\.health\.all"\]/,
        ],
        ["configs: { cm: { cluster.inClusterEnabled: false } }", /^sets .*inClusterEnabled"\] to another value: /],
        ["configs: { cm: { kustomize.enable: 'false' } }", /^sets .*kustomize\.enable"\] to another value: /],
        [
            "configs: { cm: { application.sync.impersonation.enabled: true } }",
            /^sets .*impersonation\.enabled"\] to another value: .*AppProject/,
        ],
        [
            "controller: { extraArgs: [--loglevel, debug, --persist-resource-health=false] }",
            /^sets controller\.extraArgs: --persist-resource-health in it would override configs\.params/,
        ],
        [
            "controller: { env: [{ name: ARGOCD_APPLICATION_CONTROLLER_SERVER_SIDE_DIFF, value: 'false' }] }",
            /^sets controller\.env: ARGOCD_APPLICATION_CONTROLLER_SERVER_SIDE_DIFF in it/,
        ],
        [
            "global: { env: [{ name: ARGOCD_APPLICATION_CONTROLLER_PERSIST_RESOURCE_HEALTH, valueFrom: {} }] }",
            /^sets global\.env: /,
        ],
        ["redis-ha: { sysctlImage: { registry: docker.io } }", /^sets redis-ha\.sysctlImage\.registry/, { mirrors }],
        ["crds: { install: null }", /^sets crds\.install to another value: /],
        ["configs: { cm: { create: false } }", /^sets configs\.cm\.create to another value: /],
        [
            "configs: { params: { controller.diff.server.side: false } }",
            /^sets configs\.params\["controller\.diff\.server\.side"\] to another value: /,
        ],
        [
            "global: { imagePullSecrets: [{ name: own }] }",
            /^sets global\.imagePullSecrets to another value: .*imagePullSecret/,
            {},
            { imagePullSecret: dockerConfig },
        ],
        [
            "redis-ha: { haproxy: { imagePullSecrets: [{ name: own }] } }",
            /^sets redis-ha\.haproxy\.imagePullSecrets to another value: .*imagePullSecret/,
            {},
            { imagePullSecret: dockerConfig },
        ],
        [
            "global: { image: { repository: quay.io/argoproj/argocd } }",
            /^sets global\.image\.repository to another value: mirrors\.images/,
            { mirrors },
        ],
        [
            "redis: { image: { repository: docker.io/redis } }",
            /^sets redis\.image\.repository to another value: mirrors\.images/,
            { mirrors },
        ],
        [
            "repoServer: { extraContainers: [{ name: a, image: busybox }] }",
            /a registry other than mirrors\.images.*repoServer\.extraContainers\.\[0\]\.image/,
            { mirrors },
        ],
    ];
    const confluent: typeof argocd = [
        ["namespaced: true", /^sets namespaced to another value: /],
        ["namespaceList: [confluent]", /^sets namespaceList: /],
        ["name: cfk", /^sets name to another value: /],
        ["image: { tag: 0.1.0 }", /^sets image\.tag to another value: confluent\.version/],
        ["licenseKey: hunter2", /^sets licenseKey: .*confluentLicense/],
        ["license: { secretRef: own }", /^sets license\.secretRef: /, {}, { confluentLicense: "a-licence" }],
        [
            "license: { directoryPathInContainer: /mnt/license }",
            /^sets license\.directoryPathInContainer: /,
            {},
            { confluentLicense: "a-licence" },
        ],
        ["image: { registry: docker.io }", /^sets image\.registry to another value: mirrors\.images/, { mirrors }],
        [
            "image: { repository: own/operator }",
            /^sets image\.repository to another value: .*mirrors\.images/,
            { mirrors },
        ],
        [
            "imagePullSecretRef: own",
            /^sets imagePullSecretRef to another value: /,
            {},
            { imagePullSecret: dockerConfig },
        ],
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
                if (!/s: (null|text)|: text/.test(text)) assert.equal(reasons.length, 1, reasons.join("\n"));
            });
        }
    }

    it("but not if they set the program's own value", () => {
        assert.deepEqual(
            said("argocd", "crds: { keep: false }\nserver: { service: { type: ClusterIP } }\nfullnameOverride: ''"),
            [],
        );
        assert.deepEqual(said("confluent", "namespaced: false\nnamespaceList: []\nlicense: { secretRef: own }"), []);
        const harmless =
            "extraArgs: [--persist-resource-health=true, --loglevel=debug], env: [{ name: TZ, value: UTC }]";
        assert.deepEqual(said("argocd", `controller: { ${harmless} }`), []);
        const empty = "global: { imagePullSecrets: [] }\nredis-ha: { imagePullSecrets: [] }";
        assert.deepEqual(said("argocd", empty, {}, { imagePullSecret: dockerConfig }), []);
        // What the charts themselves set, for those who start with their values.yaml.
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

    it("that does not exist, or not in the checkout, or for a chart that is not installed", () => {
        const reasons = (values: object) =>
            problemsOfTree({}, { argocd: values as Record<string, unknown> }).map(({ reason }) => reason);
        assert.deepEqual(reasons({ values: "none.yaml" }), ["does not exist in this checkout"]);
        assert.match(reasons({ values: "../none.yaml" }).join(), /^is outside the checkout/);
        assert.match(
            reasons({ values: "base/kafka.yaml", install: "none" }).join(),
            /^has no effect with argocd\.install none$/,
        );
    });
});
