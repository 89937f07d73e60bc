import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { secretsPolicy } from "../../../components/clusterServices/externalSecretsRole";
import type { Graph } from "../../graph";
import { root, runStack } from "../../harness";
import { renderAddons } from "../../renderAddons";

const url = "https://github.com/your-company/confluent-gitops.git";
const server = "https://kubernetes.default.svc";
const addons = { "gitops.addons": "gitops/addons/overlays/eks" };
const name = "confluent-addons";
const pullSecret = JSON.stringify({ auths: { "registry.example.com": { auth: "dTpw" } } });

interface Spec {
    sourceRepos: string[];
    sourceNamespaces: string[] | undefined;
    destinations: object[];
    clusterResourceWhitelist: { group: string; kind: string }[];
    clusterResourceBlacklist: { kind: string; name: string }[];
    namespaceResourceWhitelist: { group: string; kind: string }[];
    source: { kustomize?: { patches: { target: { name: string }; patch: string }[] } };
}
const specOf = (graph: Graph, resource: string) => graph.named(`${name}-${resource}`).inputs.spec as Spec;

describe("the GitOpsAddons layer", () => {
    let graph: Graph;
    before(async () => (graph = await runStack("eks", addons)));

    it("is not there unless it is asked for", async () => {
        const without = await runStack("eks");
        assert.deepEqual(
            without.resources.filter((resource) => resource.name.startsWith(name)),
            [],
        );
        const { configs } = without.named("argocd-release").inputs.values as { configs: { params: object } };
        assert.ok(!("application.namespaces" in configs.params));
        assert.equal(without.outputs.addonsAccess, undefined);
    });

    it("shows in its outputs how to see them", () =>
        assert.equal(graph.outputs.addonsAccess?.value, "kubectl -n confluent-addons get applications"));

    it("hands Argo CD one Application, which takes the addons with it, and waits until they are healthy", () => {
        const { metadata, spec } = graph.named(`${name}-application`).inputs as {
            metadata: { namespace: string; finalizers: string[]; annotations: Record<string, string> };
            spec: Spec & { project: string; destination: object };
        };
        assert.equal(metadata.namespace, "argocd");
        assert.deepEqual(metadata.finalizers, ["resources-finalizer.argocd.argoproj.io"]);
        assert.match(metadata.annotations["pulumi.com/waitFor"] ?? "", /\.status\.health\.status}=Healthy/);
        const patch = JSON.stringify([{ op: "add", path: "/spec/project", value: `${name}-charts` }]);
        assert.deepEqual(spec.source, {
            repoURL: url,
            targetRevision: "main",
            path: "gitops/addons/overlays/eks",
            // No Application can have another project, not even one whose Git says so.
            kustomize: { patches: [{ target: { group: "argoproj.io", kind: "Application" }, patch }] },
        });
        assert.deepEqual([spec.project, spec.destination], [name, { server, namespace: name }]);
    });

    it("allows that Application nothing but Applications, in a namespace of their own", () => {
        const { sourceRepos, sourceNamespaces, destinations, ...kinds } = specOf(graph, `project-${name}`);
        assert.deepEqual(sourceRepos, [url]);
        assert.equal(sourceNamespaces, undefined);
        assert.deepEqual(destinations, [{ server, namespace: name }]);
        assert.deepEqual(kinds.clusterResourceWhitelist, []);
        assert.deepEqual(kinds.namespaceResourceWhitelist, [{ group: "argoproj.io", kind: "Application" }]);
    });

    it("allows the charts their repositories and namespaces, and none of Argo CD's own kinds", () => {
        const spec = specOf(graph, `project-${name}-charts`);
        assert.deepEqual(spec.sourceNamespaces, [name]);
        assert.deepEqual(spec.sourceRepos, ["https://charts.external-secrets.io", "https://charts.jetstack.io"]);
        assert.deepEqual(spec.destinations, [
            { server, namespace: "cert-manager" },
            { server, namespace: "external-secrets" },
        ]);
        const kinds = [...spec.clusterResourceWhitelist, ...spec.namespaceResourceWhitelist];
        assert.deepEqual(
            kinds.filter(({ group, kind }) => group === "argoproj.io" || [group, kind].includes("*")),
            [],
        );
        for (const object of ["cluster-admin", "system:*", "*.confluent.io", "app*.argoproj.io"]) {
            assert.ok(
                spec.clusterResourceBlacklist.some((entry) => entry.name === object),
                object,
            );
        }
    });

    it("is created before the platform, and deleted after it", () => {
        const platform = graph.named("confluent-platform-application");
        const application = graph.named(`${name}-application`);
        const layer = graph.named(name);
        assert.ok(graph.isAfter(platform, layer));
        assert.ok(graph.isAfter(layer, graph.named("argocd")));
        for (const resource of graph.childrenOf(layer.urn)) {
            if (resource !== application) assert.ok(graph.isAfter(application, resource), resource.name);
        }
    });

    it("creates the addons' namespaces, restricted, with the Secret for images in each", async () => {
        const run = await runStack("eks", { ...addons, imagePullSecret: pullSecret });
        for (const namespace of ["cert-manager", "external-secrets"]) {
            const { labels } = run.named(`${name}-namespace-${namespace}`).inputs.metadata as { labels: object };
            assert.deepEqual(labels, { "pod-security.kubernetes.io/enforce": "restricted" });
            const secret = run.named(`${name}-${namespace}-image-pull-secret`);
            assert.equal((secret.inputs.metadata as { namespace: string }).namespace, namespace);
        }
        const production = await runStack("eks", { ...addons, "cluster.deletionProtection": true });
        assert.ok(production.named(`${name}-namespace-cert-manager`).protect);
        assert.ok(production.named(`${name}-application`).protect);
    });

    it("makes Argo CD look for Applications there", () => {
        const { configs } = graph.named("argocd-release").inputs.values as { configs: { params: object } };
        assert.equal((configs.params as Record<string, string>)["application.namespaces"], name);
    });

    for (const [overlay, mirror] of [
        ["eks", "oci://registry.example.com/charts"],
        ["dev", "https://charts.example.com"],
    ] as const) {
        it(`takes charts and images of ${overlay} from the mirrors, in what Kustomize renders of it`, async () => {
            const set = { "gitops.addons": `gitops/addons/overlays/${overlay}`, imagePullSecret: pullSecret };
            const images = "registry.example.com:5000/mirror";
            const run = await runStack("eks", { ...set, "mirrors.charts": mirror, "mirrors.images": images });
            const repository = mirror.replace("oci://", "");
            assert.deepEqual(specOf(run, `project-${name}-charts`).sourceRepos, [repository]);
            const { patches = [] } = specOf(run, "application").source.kustomize ?? {};
            const rendered = renderAddons(overlay, patches);
            assert.notEqual(rendered.length, 0);
            for (const { name, repoURL, values: said } of rendered) {
                assert.equal(repoURL, repository);
                const values = JSON.stringify(said);
                assert.doesNotMatch(values, /quay\.io|ghcr\.io|docker\.io/, name);
                assert.match(values, /registry\.example\.com:5000/);
                assert.match(values, /"(imagePullSecrets|pullSecrets)":\[({"name":)?"image-pull-secret"/);
            }
        });
    }
});

describe("the role of External Secrets", () => {
    const role = "services-external-secrets";

    it("is only for its service account, and reads what the stack names", async () => {
        const set = { ...addons, "gitops.externalSecrets": ["confluent/*", "shared/ldap"] };
        const graph = await runStack("eks", set);
        const { namespace, serviceAccount } = graph.named(`${role}-pods`).inputs;
        assert.deepEqual([namespace, serviceAccount], ["external-secrets", "external-secrets"]);
        const { policy } = graph.named(`${role}-policy`).inputs as { policy: string };
        const [read, decrypt] = (JSON.parse(policy) as { Statement: Record<string, unknown>[] }).Statement;
        const arns = ["confluent/*", "shared/ldap-??????"].map(
            (secret) => `arn:aws:secretsmanager:eu-central-1:*:secret:${secret}`,
        );
        assert.deepEqual(read?.Resource, arns);
        assert.deepEqual(read?.Action, ["secretsmanager:DescribeSecret", "secretsmanager:GetSecretValue"]);
        assert.deepEqual((decrypt?.Condition as { StringLike: object }).StringLike, {
            "kms:ViaService": "secretsmanager.eu-central-1.*",
            "kms:EncryptionContext:SecretARN": arns,
        });
        assert.ok(graph.isAfter(graph.named(`${name}-application`), graph.named(`${role}-pods`)));
    });

    it("has the policy that docs/COMPANY.md has for companies that create it themselves", () => {
        const page = readFileSync(join(root, "docs/COMPANY.md"), "utf8");
        const [, policy = ""] = /```json\n([\s\S]*?)```/.exec(page) ?? [];
        assert.deepEqual(JSON.parse(policy), JSON.parse(secretsPolicy(["confluent/*"], "eu-central-1")));
    });

    it("may be one that the company has created", async () => {
        const arn = "arn:aws:iam::123456789012:role/confluent-external-secrets";
        const graph = await runStack("eks", { ...addons, "gitops.externalSecretsRoleArn": arn });
        assert.equal(graph.named(`${role}-pods`).inputs.roleArn, arn);
        assert.deepEqual(
            graph.resources.filter((resource) => resource.name === `${role}-role`),
            [],
        );
    });

    it("is not created for addons without External Secrets", async () => {
        const graph = await runStack("eks", { "gitops.addons": "gitops/addons/overlays/dev" });
        assert.deepEqual(
            graph.resources.filter((resource) => resource.name.startsWith(role)),
            [],
        );
    });
});
