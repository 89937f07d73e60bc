import assert from "node:assert/strict";
import { argoCdCm, argoCdParams } from "../../../config/charts/argoCdConfig";
import { runStack } from "../../harness";
import { initImage, onTopOf } from "../../overlays";
import { hostKey, privateKey } from "../../refusals";

const operatorResources = {
    requests: { cpu: "100m", memory: "256Mi" },
    limits: { cpu: "500m", memory: "512Mi" },
};
const none = { confluent: { install: "none" }, argocd: { install: "none" } };

describe("the ConfluentOperator layer", () => {
    it("installs CFK cluster-wide, and its CRDs from the same chart", async () => {
        const graph = await runStack("dev");
        const { chart, version, repositoryOpts, namespace, name, values, atomic } =
            graph.named("confluent-release").inputs;
        assert.deepEqual(
            { chart, version, repositoryOpts, namespace, name, values, atomic },
            {
                chart: "confluent-for-kubernetes",
                version: "0.2038.1",
                repositoryOpts: { repo: "https://packages.confluent.io/helm" },
                namespace: "confluent-operator",
                name: "confluent-operator",
                values: { namespaced: false, resources: operatorResources },
                atomic: true,
            },
        );
        const crds = graph.named("confluent-crds").inputs;
        assert.deepEqual([crds.chart, crds.version, crds.repositoryOpts], [chart, version, repositoryOpts]);
    });

    it("moves CRDs and operator together to another version", async () => {
        await onTopOf("dev", initImage("3.3.0"), async (path) => {
            const graph = await runStack("dev", { "confluent.version": "3.3.0", "gitops.path": path });
            assert.equal(graph.named("confluent-crds").inputs.version, "0.1718.10");
            assert.equal(graph.named("confluent-release").inputs.version, "0.1718.10");
        });
    });

    it("hands a licence over as a secret", async () => {
        const release = (await runStack("dev", { confluentLicense: "a-licence" })).named("confluent-release");
        assert.deepEqual(release.inputs.values, {
            namespaced: false,
            licenseKey: "a-licence",
            resources: operatorResources,
        });
        assert.equal(release.secretInputs.values, true);
    });
});

describe("the ArgoCd layer", () => {
    const service = async (argocd: Record<string, unknown>) => {
        const { values } = (await runStack("dev", { argocd })).named("argocd-release").inputs;
        return (values as { server: { service: Record<string, unknown> } }).server.service;
    };

    it("is reached through port-forward, NodePort, or a load balancer with source ranges", async () => {
        assert.deepEqual(await service({}), { type: "ClusterIP" });
        assert.deepEqual(await service({ access: "nodePort" }), { type: "NodePort" });
        const sourceRanges = ["203.0.113.0/24"];
        const { type, loadBalancerSourceRanges } = await service({ access: "loadBalancer", sourceRanges });
        assert.deepEqual([type, loadBalancerSourceRanges], ["LoadBalancer", sourceRanges]);
        const { annotations, ...internal } = await service({ access: "internalLoadBalancer" });
        assert.deepEqual(internal, { type: "LoadBalancer" }, "needs no ranges");
        assert.match(JSON.stringify(annotations), /load-balancer-internal":"true"/);
    });

    it("gives the chart what Argo CD is configured with", async () => {
        const { values } = (await runStack("dev")).named("argocd-release").inputs;
        assert.deepEqual((values as { configs: object }).configs, { cm: argoCdCm(), params: argoCdParams() });
    });

    it("gets no credentials for a public repository", async () => {
        assert.deepEqual((await runStack("dev")).ofType("kubernetes:core/v1:Secret"), []);
    });

    const ssh = "git@git.example.com:company/confluent-gitops.git";
    const knownHosts = `git.example.com ${hostKey}`;
    for (const { way, set, data } of [
        {
            way: "an SSH key",
            set: {
                "gitops.repository": ssh,
                "gitops.knownHosts": knownHosts,
                repositorySshKey: privateKey,
            },
            data: { type: "git", url: ssh, sshPrivateKey: privateKey },
        },
        {
            way: "an HTTPS token",
            set: { "gitops.repository": "https://git.example.com/a.git", repositoryToken: "a-token" },
            data: { type: "git", url: "https://git.example.com/a.git", username: "git", password: "a-token" },
        },
        {
            way: "a GitHub App",
            set: { "gitops.githubApp": { id: 12, installationId: 34 }, repositoryAppKey: privateKey },
            data: {
                type: "git",
                url: "https://github.com/your-company/confluent-gitops.git",
                githubAppID: "12",
                githubAppInstallationID: "34",
                githubAppPrivateKey: privateKey,
            },
        },
    ]) {
        it(`reads a private repository by ${way}, even if Argo CD already exists`, async () => {
            for (const install of [{}, { "argocd.install": "none", "gitops.knownHosts": undefined }]) {
                const secret = (await runStack("dev", { ...set, ...install })).named("argocd-repository");
                assert.deepEqual(secret.inputs.stringData, data);
                assert.equal(secret.secretInputs.stringData, true);
                assert.deepEqual((secret.inputs.metadata as { labels: object }).labels, {
                    "argocd.argoproj.io/secret-type": "repository",
                });
            }
        });
    }

    it("knows the host keys of your own Git server", async () => {
        const set = {
            "gitops.repository": ssh,
            "gitops.knownHosts": knownHosts,
            repositorySshKey: privateKey,
        };
        const { values } = (await runStack("dev", set)).named("argocd-release").inputs;
        assert.deepEqual((values as { configs: { ssh: object } }).configs.ssh, {
            extraHosts: knownHosts,
        });
    });
});

describe("operators that are installed already", () => {
    it("are never created, nor their namespaces or CRDs", async () => {
        const graph = await runStack("dev", none);
        assert.deepEqual(graph.ofType("kubernetes:helm"), []);
        assert.deepEqual(
            graph
                .ofType("kubernetes:core/v1:Namespace")
                .map(({ inputs }) => (inputs.metadata as { name: string }).name),
            ["confluent"],
        );
    });
});

describe("mirrors", () => {
    const releases = async (charts: string) => {
        const graph = await runStack("dev", { mirrors: { charts } });
        return ["confluent-crds", "confluent-release", "argocd-release"].map((name) => {
            const { chart, repositoryOpts } = graph.named(name).inputs;
            return [chart, repositoryOpts];
        });
    };

    it("serve charts over HTTP", async () => {
        const repo = { repo: "https://charts.example.com" };
        assert.deepEqual(await releases("https://charts.example.com"), [
            ["confluent-for-kubernetes", repo],
            ["confluent-for-kubernetes", repo],
            ["argo-cd", repo],
        ]);
    });

    it("serve charts from an OCI registry", async () => {
        assert.deepEqual(await releases("oci://registry.example.com/charts"), [
            ["oci://registry.example.com/charts/confluent-for-kubernetes", undefined],
            ["oci://registry.example.com/charts/confluent-for-kubernetes", undefined],
            ["oci://registry.example.com/charts/argo-cd", undefined],
        ]);
    });

    it("serve charts from a folder, packed or not", async () => {
        assert.deepEqual(await releases("test/fixtures/charts"), [
            ["test/fixtures/charts/confluent-for-kubernetes", undefined],
            ["test/fixtures/charts/confluent-for-kubernetes", undefined],
            ["test/fixtures/charts/argo-cd", undefined],
        ]);
    });

    it("serve every image: the operators', and the workload's under its own names", async () => {
        const graph = await runStack("eks", { mirrors: { images: "registry.example.com/mirror" } });
        assert.deepEqual((graph.named("confluent-release").inputs.values as { image: object }).image, {
            registry: "registry.example.com/mirror",
        });
        const argocd = graph.named("argocd-release").inputs.values as Record<"global" | "redis", { image: object }>;
        assert.deepEqual(argocd.global.image, { repository: "registry.example.com/mirror/argoproj/argocd" });
        assert.deepEqual(argocd.redis.image, { repository: "registry.example.com/mirror/docker/library/redis" });
        const { spec } = graph.named("confluent-platform-application").inputs as {
            spec: { source: { kustomize: { images: string[] } } };
        };
        assert.ok(
            spec.source.kustomize.images.includes(
                "confluentinc/cp-server=registry.example.com/mirror/confluentinc/cp-server:*@*",
            ),
        );
        const init = "confluentinc/confluent-init-container";
        assert.ok(spec.source.kustomize.images.includes(`${init}=registry.example.com/mirror/${init}:*@*`));
    });
});
