import assert from "node:assert/strict";
import type { Graph } from "../../graph";
import { runStack } from "../../harness";

const name = "confluent-teams";
const teams = { "gitops.path": "gitops/platform/overlays/eks-teams", "gitops.teams": "gitops/teams" };
const url = "https://github.com/your-company/confluent-gitops.git";
const server = "https://kubernetes.default.svc";

interface SetSpec {
    generators: { git: { directories: object[]; requeueAfterSeconds: number } }[];
    syncPolicy: { preserveResourcesOnDeletion: boolean };
    template: {
        metadata: { name: string };
        spec: {
            project: string;
            source: Record<string, unknown>;
            destination: object;
            syncPolicy: Record<string, unknown>;
        };
    };
}

describe("the GitOpsTeams layer", () => {
    let graph: Graph;
    before(async () => (graph = await runStack("eks", teams)));

    const spec = (resource: string) => graph.named(`${name}-${resource}`).inputs.spec as Record<string, unknown>;
    const setOf = (resource: string) => spec(resource) as unknown as SetSpec;

    it("is not there unless it is asked for", async () => {
        const without = await runStack("eks");
        const own = without.resources.filter((resource) => resource.name.startsWith(name));
        assert.deepEqual(own, []);
        assert.equal(without.outputs.teamsAccess, undefined);
    });

    it("creates an Application for each folder, in the team's own project, with the folder's contents", () => {
        const { generators, template, syncPolicy } = setOf("applications");
        assert.deepEqual(generators[0]?.git, {
            repoURL: url,
            revision: "main",
            directories: [{ path: "gitops/teams/*" }, { path: "gitops/teams/platform", exclude: true }],
            requeueAfterSeconds: 30,
        });
        assert.equal(template.metadata.name, "team-{{ .path.basename }}");
        assert.equal(template.spec.project, "team-{{ .path.basename }}");
        assert.deepEqual(template.spec.source, {
            repoURL: url,
            targetRevision: "main",
            path: "{{ .path.path }}",
            directory: { recurse: true, exclude: "team.yaml" },
        });
        assert.deepEqual(template.spec.destination, { server, namespace: "confluent" });
        assert.equal(syncPolicy.preserveResourcesOnDeletion, true, "a folder that goes takes topics with it");
    });

    it("creates an AppProject for each, whose contents the stack sets and Git does not", () => {
        const { template, syncPolicy } = setOf("projects");
        const { nameSuffix, patches } = template.spec.source.kustomize as {
            nameSuffix: string;
            patches: { patch: string }[];
        };
        assert.equal(template.metadata.name, "project-team-{{ .path.basename }}");
        assert.deepEqual([template.spec.project, nameSuffix], [name, "-{{ .path.basename }}"]);
        const [{ op, path, value }] = JSON.parse(patches[0]?.patch ?? "[{}]") as [
            { op: string; path: string; value: Record<string, unknown> },
        ];
        assert.deepEqual([op, path], ["add", "/spec"]);
        assert.deepEqual(value.sourceRepos, [url]);
        assert.deepEqual(value.destinations, [{ server, namespace: "confluent" }]);
        assert.deepEqual(value.clusterResourceWhitelist, []);
        const kinds = (value.namespaceResourceWhitelist as { kind: string }[]).map(({ kind }) => kind);
        assert.deepEqual(kinds, ["ConfigMap", "ConfluentRolebinding", "Connector", "KafkaTopic", "Schema"]);
        assert.equal(syncPolicy.preserveResourcesOnDeletion, false);
    });

    it("allows those Applications AppProjects, and nothing else", () => {
        const { destinations, namespaceResourceWhitelist, clusterResourceWhitelist, sourceRepos } = spec("project");
        assert.deepEqual(destinations, [{ server, namespace: "argocd" }]);
        assert.deepEqual(namespaceResourceWhitelist, [{ group: "argoproj.io", kind: "AppProject" }]);
        assert.deepEqual([clusterResourceWhitelist, sourceRepos], [[], [url]]);
    });

    it("has its policies before any team, and for as long, each bound to one namespace, and set to deny", () => {
        for (const [policy, namespace] of [
            ["ownership", "confluent"],
            ["wider", "argocd"],
        ] as const) {
            const { policyName, validationActions, matchResources } = spec(`${policy}-binding`);
            const { metadata } = graph.named(`${name}-${policy}`).inputs as { metadata: { name: string } };
            assert.deepEqual([policyName, validationActions], [metadata.name, ["Deny"]]);
            assert.deepEqual(matchResources, {
                namespaceSelector: { matchLabels: { "kubernetes.io/metadata.name": namespace } },
            });
            assert.equal(spec(policy).failurePolicy, "Fail");
            for (const set of ["projects", "applications"]) {
                assert.ok(graph.isAfter(graph.named(`${name}-${set}`), graph.named(`${name}-${policy}-binding`)));
            }
        }
    });

    it("is created after the platform, and deleted before it: applications first, then their projects", () => {
        const applications = graph.named(`${name}-applications`);
        for (const other of [
            `${name}-projects`,
            `${name}-project`,
            "confluent-platform-application",
            "argocd-release",
        ]) {
            assert.ok(graph.isAfter(applications, graph.named(other)), other);
        }
        for (const set of ["projects", "applications"]) {
            const { metadata } = graph.named(`${name}-${set}`).inputs as { metadata: { annotations: object } };
            assert.deepEqual(metadata.annotations, { "pulumi.com/deletionPropagationPolicy": "foreground" });
        }
    });

    it("lets the sweeper read teams' Applications, but change none of them", () => {
        const { rules } = graph.named("confluent-platform-sweeper-application").inputs as {
            rules: { resourceNames?: string[]; verbs: string[] }[];
        };
        const ofAll = rules
            .filter(({ resourceNames }) => resourceNames === undefined)
            .map(({ verbs }) => verbs.join(" "));
        assert.deepEqual(ofAll, ["get list", "create"]);
    });

    it("follows autoSync, prune and selfHeal", async () => {
        const off = await runStack("eks", { ...teams, "gitops.autoSync": false });
        const { inputs } = off.named(`${name}-applications`);
        assert.equal((inputs.spec as SetSpec).template.spec.syncPolicy.automated, undefined);
        assert.deepEqual(setOf("applications").template.spec.syncPolicy.automated, { prune: true, selfHeal: true });
    });
});
