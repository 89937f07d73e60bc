import assert from "node:assert/strict";
import { KubernetesApi, type KubernetesObject } from "../../kubernetes";
import { isLive, readApplication } from "../../kubernetes/application";
import type { GitRepository } from "../../rehearsal/git/repository";
import { openStage, operatorsTaken, type Stage } from "../../rehearsal/stage";
import { Cleanup } from "../../base/cleanup";
import { eventually } from "./eventually";
import { run } from "./stack";
import { assertWell } from "./teamPage";
import { messages, teamWith, topicOf, withTopics } from "./teamFiles";

const projectKind = { apiVersion: "argoproj.io/v1alpha1", kind: "AppProject" };
const setKind = { apiVersion: "argoproj.io/v1alpha1", kind: "ApplicationSet" };
const confluent = (kind: string) => ({ apiVersion: "platform.confluent.io/v1beta1", kind });

describe("teams, by Argo CD itself", () => {
    const cleanup = new Cleanup();
    let stage: Stage;
    let api: KubernetesApi;
    let repository: GitRepository;

    before(async function () {
        this.timeout("10m");
        const overrides: Record<string, unknown> = { ...operatorsTaken, "gitops.teams": "gitops/teams" };
        const prepare = async (made: GitRepository) => {
            withTopics(made);
            await made.commit("Topics on a laptop");
            overrides["gitops.checkout"] = made.folder;
        };
        stage = await openStage({ stack: "dev", embedded: true, offline: true, overrides, gitOps: { prepare } });
        cleanup.add(() => stage.close());
        assert.ok(stage.controlPlane && stage.gitOps);
        ({ repository } = stage.gitOps);
        api = KubernetesApi.fromKubeconfig(stage.controlPlane.kubeconfig);
        cleanup.add(() => api.close());
        await run(stage.engine.stack, "up");
    });
    after(() => cleanup.run());

    /** Commits, and tells Argo CD of it as a webhook would. */
    async function commit(message: string, ...applications: string[]): Promise<void> {
        await repository.commit(message);
        const refresh = (value: string, key: string) => ({
            metadata: { annotations: { [`argocd.argoproj.io/${key}`]: value } },
        });
        for (const name of ["confluent-team-projects", "confluent-teams"]) {
            await api.merge(setKind, "argocd", name, refresh("true", "application-set-refresh"));
        }
        for (const name of applications) {
            await api.merge({ ...projectKind, kind: "Application" }, "argocd", name, refresh("normal", "refresh"));
        }
    }
    const application = (name: string) => readApplication(api, name);
    const live = (team: string) => async () => isLive(await application(`team-${team}`));
    const get = (kind: string, name: string) => api.get(confluent(kind), "confluent", name);
    async function says(name: string, what: RegExp): Promise<void> {
        const isSaid = async () => what.test(messages(await application(name)));
        await eventually(isSaid, 90, `${name} does not say ${String(what)}`).catch(async (error: unknown) => {
            throw new Error(`${String(error)}, but ${messages(await application(name))}`);
        });
    }
    it("are Synced and Healthy, each by an Application in an AppProject of its own", async function () {
        this.timeout("4m");
        await eventually(live("payments"), 180, "the sample team is not Healthy");
        const own = await application("team-payments");
        assert.deepEqual(own?.spec.project, "team-payments");
        assert.deepEqual(
            (own?.status?.resources ?? [])
                .map(({ kind, name, health }) => `${kind} ${name} ${health?.status ?? ""}`)
                .sort(),
            [
                "ConfigMap payments.orders-value ",
                "Connector payments.orders-sample Healthy",
                "KafkaTopic payments.failures Healthy",
                "KafkaTopic payments.orders Healthy",
                "Schema payments.orders-value Healthy",
            ],
        );
        const { spec } = (await api.get(projectKind, "argocd", "team-payments")) as KubernetesObject & { spec: object };
        assert.deepEqual(spec, {
            description: "A team of gitops.teams",
            sourceRepos: [repository.url],
            destinations: [{ server: "https://kubernetes.default.svc", namespace: "confluent" }],
            namespaceResourceWhitelist: [
                { group: "", kind: "ConfigMap" },
                ...["ConfluentRolebinding", "Connector", "KafkaTopic", "Schema"].map((kind) => ({
                    group: "platform.confluent.io",
                    kind,
                })),
            ],
            clusterResourceWhitelist: [],
        });
    });

    it("have a page that says so, without Prometheus", () => assertWell(stage.controlPlane?.kubeconfigPath));

    it("are added by a commit, without pulumi up; and a folder inside a team's is not a team", async function () {
        this.timeout("3m");
        teamWith(repository, "shipping", { "topics/parcels.yaml": topicOf("shipping.parcels") });
        repository.write("gitops/teams/shipping/deep/more.yaml", topicOf("shipping.more"));
        await commit("A team more");
        await eventually(live("shipping"), 120, "the new team is not Healthy");
        assert.ok(await get("KafkaTopic", "shipping.more"));
        assert.equal(await application("team-deep"), undefined);
        assert.equal(await application("team-platform"), undefined);
    });

    it("may only have the kinds for teams", async function () {
        this.timeout("3m");
        const role =
            "apiVersion: rbac.authorization.k8s.io/v1\nkind: Role\nmetadata: { name: shipping.all }\nrules: []\n";
        repository.write("gitops/teams/shipping/role.yaml", role);
        await commit("Another kind", "team-shipping");
        await says("team-shipping", /Role is not permitted in project team-shipping/);
        repository.remove("gitops/teams/shipping/role.yaml");
    });

    for (const [what, topic, said] of [
        [
            "a topic of another team",
            topicOf("payments.orders"),
            /team-shipping: KafkaTopic payments\.orders has a name that/,
        ],
        [
            "a name in Kafka that is another's",
            topicOf("shipping.hidden", "payments.secret"),
            /team-shipping: KafkaTopic shipping\.hidden has a spec\.name that/,
        ],
    ] as const) {
        it(`may not touch ${what}: the API server refuses it, and says why`, async function () {
            this.timeout("3m");
            const before = await get("KafkaTopic", "payments.orders");
            repository.write("gitops/teams/shipping/topics/theirs.yaml", topic);
            await commit("More than it may", "team-shipping");
            await says("team-shipping", said);
            assert.equal(await get("KafkaTopic", "shipping.hidden"), undefined);
            assert.deepEqual((await get("KafkaTopic", "payments.orders"))?.spec, before?.spec);
            repository.remove("gitops/teams/shipping/topics/theirs.yaml");
            await commit("Only its own", "team-shipping");
            await eventually(live("shipping"), 90, "the team is not Healthy again");
        });
    }

    it("cannot widen their own AppProject, not even if Git drops what the stack sets", async function () {
        this.timeout("3m");
        const folder = "gitops/teams/platform/project";
        repository.write(`${folder}/.argocd-source.yaml`, "kustomize: { patches: [] }\n");
        repository.write(
            `${folder}/project.yaml`,
            `apiVersion: argoproj.io/v1alpha1\nkind: AppProject\nmetadata: { name: team }\nspec: { sourceRepos: ["*"], clusterResourceWhitelist: [{ group: "*", kind: "*" }] }\n`,
        );
        await commit("A wider project", "project-team-shipping");
        await says("project-team-shipping", /a team's AppProject allows/);
        const { spec } = (await api.get(projectKind, "argocd", "team-shipping")) as KubernetesObject & {
            spec: { sourceRepos: string[] };
        };
        assert.deepEqual(spec.sourceRepos, [repository.url]);
        repository.remove(`${folder}/.argocd-source.yaml`);
        await commit("As it was", "project-team-shipping");
    });

    it("keep a topic that is no longer in Git, and lose a connector", async function () {
        this.timeout("3m");
        repository.remove("gitops/teams/payments/topics/failures.yaml");
        repository.remove("gitops/teams/payments/connectors/orders-sample.yaml");
        await commit("Less", "team-payments");
        await eventually(
            async () => (await get("Connector", "payments.orders-sample")) === undefined,
            90,
            "the connector stays",
        );
        const marked = async () =>
            (await get("KafkaTopic", "payments.failures"))?.metadata.annotations?.[
                "confluent-gitops/removed-from-git"
            ] !== undefined;
        await eventually(marked, 60, "the topic is not marked as removed from Git");
    });

    it("leave their topics when their folder is deleted", async function () {
        this.timeout("3m");
        repository.remove("gitops/teams/shipping");
        await commit("A team less");
        await eventually(async () => (await application("team-shipping")) === undefined, 90, "the Application stays");
        await eventually(
            async () => (await api.get(projectKind, "argocd", "team-shipping")) === undefined,
            90,
            "the project stays",
        );
        assert.equal((await get("KafkaTopic", "shipping.parcels"))?.metadata.deletionTimestamp, undefined);
        assert.ok(await get("KafkaTopic", "shipping.parcels"));
    });

    it("are deleted with the stack, and all their topics with the platform", async function () {
        this.timeout("6m");
        await run(stage.engine.stack, "destroy");
        assert.deepEqual(await api.list({ ...projectKind, kind: "Application" }), []);
        assert.deepEqual(await api.list(confluent("KafkaTopic")), []);
        assert.equal(await api.get(projectKind, "argocd", "team-payments"), undefined);
    });
});
