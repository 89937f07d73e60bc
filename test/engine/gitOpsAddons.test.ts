import assert from "node:assert/strict";
import { KubernetesApi, type KubernetesObject } from "../../kubernetes";
import { type Application, announceCommit, applicationKind } from "../../kubernetes/application";
import type { GitRepository } from "../../rehearsal/git/repository";
import { openStage, operatorsTaken, type Stage } from "../../rehearsal/stage";
import { Cleanup } from "../../base/cleanup";
import { ensureTools } from "../../tools";
import { eventually } from "./eventually";
import { addon, type AddonFile, charts, own } from "./gitOpsAddonsFiles";
import { serveCharts } from "./chartRepository";
import { run } from "./stack";

const folder = "gitops/addons/overlays/test";
const configMap = { apiVersion: "v1", kind: "ConfigMap" };
const crd = { apiVersion: "apiextensions.k8s.io/v1", kind: "CustomResourceDefinition" };

describe("addons, by Argo CD itself", () => {
    const cleanup = new Cleanup();
    let stage: Stage;
    let api: KubernetesApi;
    let repository: GitRepository;
    let url: string;
    /** What happened, in its order: `ADDED ConfigMap one/addon-one`, and how each Application said it was. */
    const events: string[] = [];
    /** How the Applications were at the time of each event. */
    const states = new Map<string, string>();
    let statesAtPlatform: Record<string, string> = {};

    before(async function () {
        this.timeout("10m");
        const { helm } = await ensureTools(["helm"]);
        const served = await serveCharts(helm, charts);
        cleanup.add(() => served.stop());
        ({ url } = served);
        const overrides: Record<string, unknown> = { ...operatorsTaken, "gitops.addons": folder };
        const prepare = async (made: GitRepository) => {
            made.write(`${folder}/kustomization.yaml`, "resources: [one.yaml, two.yaml]\n");
            made.write(`${folder}/one.yaml`, addon(url, { name: "one", wave: 0 }));
            made.write(`${folder}/two.yaml`, addon(url, { name: "two", wave: 10 }));
            await made.commit("Addons of the test");
            // The stack reads the addons where they are.
            overrides["gitops.checkout"] = made.folder;
        };
        stage = await openStage({ stack: "dev", embedded: true, offline: true, overrides, gitOps: { prepare } });
        cleanup.add(() => stage.close());
        assert.ok(stage.controlPlane && stage.gitOps);
        ({ repository } = stage.gitOps);
        api = KubernetesApi.fromKubeconfig(stage.controlPlane.kubeconfig);
        cleanup.add(() => api.close());
        for (const kind of [configMap, applicationKind, crd]) {
            const watch = await api.watch(kind, undefined, ({ type, object }) => note(type, object));
            cleanup.add(() => watch.stop());
        }
    });
    after(() => cleanup.run());

    function note(type: string, object: KubernetesObject): void {
        const { namespace = "", name = "" } = object.metadata;
        const { sync, health } = ((object as Application).status ?? {}) as Application["status"] & object;
        if (object.kind === "Application") states.set(name, `${sync?.status} ${health?.status}`);
        if (type === "MODIFIED") return;
        events.push(`${type} ${object.kind} ${namespace}/${name}`);
        if (type === "ADDED" && name === "confluent-platform") statesAtPlatform = Object.fromEntries(states);
    }
    const at = (event: string) => {
        const index = events.indexOf(event);
        assert.notEqual(index, -1, `${event} is not among\n${events.join("\n")}`);
        return index;
    };
    const inOrder = (...wanted: string[]) => {
        assert.deepEqual(
            [...wanted].sort((one, other) => at(one) - at(other)),
            wanted,
        );
    };
    const child = async (name: string) => (await api.get(applicationKind, own, name)) as Application | undefined;

    it("start in their order, and are Healthy before the platform starts", async function () {
        this.timeout("5m");
        await run(stage.engine.stack, "up");
        inOrder(
            `ADDED Application argocd/${own}`,
            `ADDED Application ${own}/one`,
            "ADDED ConfigMap one/addon-one",
            `ADDED Application ${own}/two`,
            "ADDED ConfigMap two/addon-two",
            "ADDED Application argocd/confluent-platform",
        );
        const healthy = "Synced Healthy";
        const { one, two, [own]: parent } = statesAtPlatform;
        assert.deepEqual([one, two, parent], [healthy, healthy, healthy]);
    });

    it("may have no other project and no other namespace, not even if Git drops what the stack sets", async function () {
        this.timeout("3m");
        const strangers: (AddonFile & { says: RegExp })[] = [
            { name: "as-default", wave: 0, project: "default", says: /not permitted to use project 'default'/ },
            { name: "as-platform", wave: 0, project: "confluent-platform", says: /not permitted to use project/ },
            { name: "as-parent", wave: 0, project: own, says: /not permitted to use project/ },
            { name: "elsewhere", wave: 0, namespace: "kube-system", says: /destination.*do not match any/ },
        ];
        // By the stack's patch, they would all have the right project.
        repository.write(`${folder}/.argocd-source.yaml`, "kustomize: { patches: [] }\n");
        const names = ["one", "two", ...strangers.map(({ name }) => name)].map((name) => `${name}.yaml`);
        for (const stranger of strangers) {
            const namespace = stranger.namespace ?? "one";
            repository.write(`${folder}/${stranger.name}.yaml`, addon(url, { ...stranger, namespace }));
        }
        repository.write(`${folder}/kustomization.yaml`, `resources: [${names.join(", ")}]\n`);
        await repository.commit("Addons that want more than they may");
        await announceCommit(api, own);
        for (const { name, says } of strangers) {
            const conditionsOf = async () => (await child(name))?.status?.conditions ?? [];
            await eventually(
                async () => (await conditionsOf()).some(({ message }) => says.test(message)),
                60,
                `${name} is not refused`,
            );
        }
        const maps = await api.list(configMap);
        const made = maps.filter(({ metadata }) => metadata.name?.startsWith("addon-"));
        assert.deepEqual(made.map(({ metadata }) => `${metadata.namespace}/${metadata.name}`).sort(), [
            "one/addon-one",
            "two/addon-two",
        ]);
        await eventually(
            async () => {
                const parent = (await api.get(applicationKind, "argocd", own)) as Application | undefined;
                return parent?.status?.health?.status === "Degraded";
            },
            60,
            "the Application of the addons does not say that some are refused",
        );
    });

    it("get the stack's project, whatever Git says, and can therefore be removed again", async function () {
        this.timeout("3m");
        repository.remove(`${folder}/.argocd-source.yaml`);
        await repository.commit("What the stack says");
        await announceCommit(api, own);
        const projectOf = async (name: string) => (await child(name))?.spec.project;
        await eventually(async () => (await projectOf("as-default")) === `${own}-charts`, 60, "the project stays");
        repository.write(`${folder}/kustomization.yaml`, "resources: [one.yaml, two.yaml]\n");
        await repository.commit("Only what may be");
        await announceCommit(api, own);
        await eventually(async () => (await api.list(applicationKind, own)).length === 2, 60, "the refused ones stay");
    });

    it("may be nothing else than Applications", async function () {
        this.timeout("3m");
        const project = "apiVersion: argoproj.io/v1alpha1\nkind: AppProject\nmetadata: { name: wide }\nspec: {}\n";
        repository.write(`${folder}/project.yaml`, project);
        repository.write(`${folder}/kustomization.yaml`, "resources: [one.yaml, two.yaml, project.yaml]\n");
        const commit = await repository.commit("A project of Git's own");
        await announceCommit(api, own);
        const operationOf = async () =>
            ((await api.get(applicationKind, "argocd", own)) as Application | undefined)?.status?.operationState;
        await eventually(
            async () => {
                const { syncResult } = (await operationOf()) ?? {};
                return (
                    (syncResult?.resources ?? []).some(
                        ({ kind, message = "" }) =>
                            kind === "AppProject" && /is not permitted in project/.test(message),
                    ) && syncResult?.revision === commit
                );
            },
            60,
            "the AppProject is not refused",
        );
        repository.write(`${folder}/kustomization.yaml`, "resources: [one.yaml, two.yaml]\n");
        await repository.commit("Only what may be");
        await announceCommit(api, own);
    });

    it("are deleted after the platform, the last one first, and leave their CRDs, as Argo CD does", async function () {
        this.timeout("5m");
        await run(stage.engine.stack, "destroy");
        await eventually(() => events.includes("DELETED ConfigMap one/addon-one"), 10, "no end was seen");
        inOrder(
            "DELETED Application argocd/confluent-platform",
            "DELETED ConfigMap two/addon-two",
            `DELETED Application ${own}/two`,
            "DELETED ConfigMap one/addon-one",
            `DELETED Application ${own}/one`,
            `DELETED Application argocd/${own}`,
        );
        assert.ok(await api.get(crd, undefined, "things.example.com"));
        assert.ok(!events.includes("DELETED CustomResourceDefinition /things.example.com"));
    });
});
