import assert from "node:assert/strict";
import { readdirSync } from "node:fs";
import { allowedKinds, workloadKinds } from "../../../config/workload/workloadKinds";
import { knownStacks } from "../../../base/checkout";
import { readStackFile } from "../../../config/stackFile";
import { readOverlay } from "../../../config/workload/overlay";
import { root, runStack } from "../../harness";

const url = "https://github.com/your-company/confluent-gitops.git";

describe("the GitOpsHandoff layer", () => {
    it("makes an Application that syncs, heals, prunes, retries, and takes its objects with it", async () => {
        const application = (await runStack("eks")).named("confluent-platform-application");
        assert.deepEqual(application.inputs, {
            apiVersion: "argoproj.io/v1alpha1",
            kind: "Application",
            metadata: {
                name: "confluent-platform",
                namespace: "argocd",
                finalizers: ["resources-finalizer.argocd.argoproj.io"],
            },
            spec: {
                project: "confluent-platform",
                source: { repoURL: url, targetRevision: "main", path: "gitops/platform/overlays/eks" },
                destination: { server: "https://kubernetes.default.svc", namespace: "confluent" },
                syncPolicy: {
                    automated: { prune: true, selfHeal: true },
                    syncOptions: ["ServerSideApply=true", "ApplyOutOfSyncOnly=true", "FailOnSharedResource=true"],
                    retry: { limit: -1, refresh: true, backoff: { duration: "2s", factor: 2, maxDuration: "30s" } },
                },
            },
        });
        assert.equal(application.deleteTimeout, "30m");
    });

    it("follows what the configuration says", async () => {
        const set = {
            "gitops.selfHeal": false,
            "gitops.prune": false,
            "gitops.revision": "v1.2.0",
            "gitops.waitForHealthy": true,
        };
        const { spec, metadata } = (await runStack("eks", set)).named("confluent-platform-application").inputs as {
            spec: { source: { targetRevision: string }; syncPolicy: { automated: object } };
            metadata: { annotations: object };
        };
        assert.deepEqual(spec.syncPolicy.automated, { prune: false, selfHeal: false });
        assert.equal(spec.source.targetRevision, "v1.2.0");
        assert.deepEqual(Object.keys(metadata.annotations), ["pulumi.com/waitFor"]);
    });

    it("leaves syncing to its user if autoSync is false, and does not wait for what will not happen", async () => {
        const set = { "gitops.autoSync": false, "gitops.waitForHealthy": true };
        const { spec, metadata } = (await runStack("eks", set)).named("confluent-platform-application").inputs as {
            spec: { syncPolicy: object };
            metadata: object;
        };
        assert.deepEqual(Object.keys(spec.syncPolicy).sort(), ["retry", "syncOptions"]);
        assert.deepEqual(Object.keys(metadata).sort(), ["finalizers", "name", "namespace"]);
    });

    it("tells the components to use the operator's licence if there is one", async () => {
        const graph = await runStack("dev", { confluentLicense: "a-licence" });
        const { spec } = graph.named("confluent-platform-application").inputs as {
            spec: { source: { kustomize: { patches: { target: { kind: string }; patch: string }[] } } };
        };
        const [patch, ...others] = spec.source.kustomize.patches;
        assert.deepEqual(others, []);
        assert.match(patch?.target.kind ?? "", /Kafka\|/);
        assert.equal(patch?.patch, '[{"op":"add","path":"/spec/license","value":{"globalLicense":true}}]');
    });

    it("tells the sweeper where the Application is, if Argo CD is not in its usual namespace", async () => {
        const graph = await runStack("dev", { argocd: { namespace: "gitops-system" } });
        const { spec } = graph.named("confluent-platform-application").inputs as {
            spec: { source: { kustomize: { patches: object[] } } };
        };
        const env = [{ name: "APPLICATION_NAMESPACE", value: "gitops-system" }];
        const patch = {
            apiVersion: "apps/v1",
            kind: "Deployment",
            metadata: { name: "confluent-sweeper" },
            spec: { template: { spec: { containers: [{ name: "sweeper", env }] } } },
        };
        assert.deepEqual(spec.source.kustomize.patches, [
            {
                target: { group: "apps", kind: "Deployment", name: "confluent-sweeper" },
                patch: JSON.stringify(patch),
            },
        ]);
        assert.deepEqual(graph.named("confluent-platform-sweeper-application").inputs.metadata, {
            name: "confluent-sweeper",
            namespace: "gitops-system",
        });
    });

    it("allows this repository, this namespace, and nothing cluster-wide", async () => {
        const { spec } = (await runStack("eks")).named("confluent-platform-project").inputs as {
            spec: Record<string, unknown>;
        };
        assert.deepEqual(spec.sourceRepos, [url]);
        assert.deepEqual(spec.destinations, [{ server: "https://kubernetes.default.svc", namespace: "confluent" }]);
        assert.deepEqual(spec.clusterResourceWhitelist, []);
        const kinds = spec.namespaceResourceWhitelist as { group: string; kind: string }[];
        assert.deepEqual(
            kinds.filter(({ group, kind }) => group === "*" || kind === "*" || kind === "Secret"),
            [],
        );
    });

    it("allows the kinds in gitops.kinds in addition to its own, each once", async () => {
        const kinds = ["monitoring.coreos.com/PodMonitor", "Secret", "apps/Deployment"];
        const { spec } = (await runStack("eks", { "gitops.kinds": kinds })).named("confluent-platform-project").inputs;
        assert.deepEqual((spec as { namespaceResourceWhitelist: object[] }).namespaceResourceWhitelist, [
            ...workloadKinds,
            { group: "monitoring.coreos.com", kind: "PodMonitor" },
            { group: "", kind: "Secret" },
        ]);
    });

    it("has the windows of gitops.syncWindows on everything, with manual syncs allowed, and then waits for nothing", async () => {
        const window = { kind: "allow", schedule: "0 6 * * 1-4", duration: "8h", timeZone: "Europe/Berlin" };
        const of = async (set: Record<string, unknown>) => {
            const graph = await runStack("eks", { "gitops.waitForHealthy": true, ...set });
            const { spec } = graph.named("confluent-platform-project").inputs as { spec: { syncWindows?: unknown } };
            return [
                spec.syncWindows,
                JSON.stringify(graph.named("confluent-platform-application").inputs).includes("waitFor"),
            ];
        };
        assert.deepEqual(await of({}), [undefined, true]);
        assert.deepEqual(await of({ "gitops.syncWindows": [window] }), [
            [{ ...window, applications: ["*"], manualSync: true, syncOverrun: true }],
            false,
        ]);
    });

    for (const overlay of readdirSync(`${root}/gitops/platform/overlays`)) {
        it(`allows every kind in the overlay ${overlay}`, () => {
            const { kinds } = readOverlay(root, `gitops/platform/overlays/${overlay}`);
            // What gitops.kinds of its stack allows.
            const stack = readStackFile(knownStacks().includes(overlay) ? overlay : "eks").config;
            const more = (stack["confluent-gitops:gitops"] as { kinds?: string[] }).kinds ?? [];
            const refused = kinds.filter(
                ({ group, kind }) => !allowedKinds(more).some((w) => w.group === group && w.kind === kind),
            );
            assert.deepEqual(refused, []);
            assert.notEqual(kinds.length, 0);
        });
    }
});
