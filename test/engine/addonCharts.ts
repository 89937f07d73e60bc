import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { type Addon } from "../../config/workload/addons";
import type { KubernetesObject } from "../../kubernetes";
import { ensureTools } from "../../tools";
import { root, runStack } from "../harness";
import { renderAddons } from "../renderAddons";
import type { AddonsStage } from "./addonsStage";
import { chartsHere, type PinnedChart, pinnedChart } from "./pinnedChart";

const overlay = "dev";
const mirror = "registry.example.com:5000/mirror";
const pullSecret = JSON.stringify({ auths: { "registry.example.com": { auth: "dTpw" } } });

interface Entry {
    group: string;
    kind: string;
    name?: string;
}
interface Spec {
    destinations: { namespace: string }[];
    clusterResourceWhitelist: Entry[];
    clusterResourceBlacklist: Entry[];
    namespaceResourceWhitelist: Entry[];
    source: { kustomize?: { patches: object[] } };
}
interface PodSpec {
    containers: { image: string; resources?: { requests?: { cpu: string; memory: string } } }[];
    initContainers?: { image: string }[];
    imagePullSecrets?: { name: string }[];
    serviceAccountName?: string;
}

/** What the charts in `gitops/addons` create, rendered from the charts themselves, with the values in Git. */
export function chartsAre(stage: () => AddonsStage): void {
    const charts = new Map<string, PinnedChart>();
    const rendered = new Map<Addon, KubernetesObject[]>();
    let addons: readonly Addon[];
    let mirrored: readonly Addon[];
    let project: Spec;

    before(async () => {
        const { helm } = await ensureTools(["helm"]);
        const set = { "gitops.addons": `gitops/addons/overlays/${overlay}` };
        const graph = await runStack("eks", set);
        project = graph.named("confluent-addons-project-confluent-addons-charts").inputs.spec as Spec;
        addons = renderAddons(overlay, []).filter(({ chart }) => chartsHere.includes(chart));
        const other = await runStack("eks", { ...set, "mirrors.images": mirror, imagePullSecret: pullSecret });
        const { source } = other.named("confluent-addons-application").inputs.spec as Spec;
        mirrored = renderAddons(overlay, source.kustomize?.patches ?? []);
        for (const { chart } of addons) charts.set(chart, await pinnedChart(helm, chart));
        for (const addon of [...addons, ...mirrored]) rendered.set(addon, chartOf(addon).render(addon));
    });

    const chartOf = ({ chart }: Addon) => charts.get(chart) ?? assert.fail(`no chart ${chart}`);
    const each = (check: (addon: Addon, objects: KubernetesObject[]) => void | Promise<void>, of = () => addons) =>
        async function () {
            assert.equal(of().length, chartsHere.length);
            for (const addon of of()) await check(addon, rendered.get(addon) ?? []);
        };

    it(
        "are those that Git pins, of the controllers that run here",
        each((addon) => assert.equal(chartOf(addon).version, addon.version)),
    );

    it(
        "create objects that an API server accepts, strictly",
        each(async ({ namespace }, objects) => {
            assert.ok(objects.some(({ kind }) => kind === "Deployment"));
            await ensureNamespace(namespace);
            for (const object of objects) {
                const metadata = { namespace, ...object.metadata };
                await stage().api.apply({ ...object, metadata }, { dryRun: true, strict: true, force: true });
            }
        }),
    );

    it(
        "create only what their project allows, where it allows it",
        each(async ({ name, namespace }, objects) => {
            for (const object of objects) {
                const { group, kind } = entryOf(object);
                const { namespaced } = await stage().api.resourceFor(object.apiVersion, kind);
                const what = `${name}: ${kind} ${object.metadata.name}`;
                const { clusterResourceWhitelist, namespaceResourceWhitelist } = project;
                const allowed = namespaced ? namespaceResourceWhitelist : clusterResourceWhitelist;
                assert.ok(
                    allowed.some((entry) => entry.group === group && entry.kind === kind),
                    what,
                );
                const place = object.metadata.namespace ?? namespace;
                if (namespaced)
                    assert.ok(
                        project.destinations.some(({ namespace }) => namespace === place),
                        what,
                    );
                else assert.ok(!project.clusterResourceBlacklist.some((entry) => isForbidden(entry, object)), what);
            }
        }),
    );

    it(
        "create pods that a restricted namespace accepts",
        each(async ({ name }, objects) => {
            const restricted = await stage().namespace({ "pod-security.kubernetes.io/enforce": "restricted" });
            for (const [index, spec] of podsOf(objects).entries()) {
                const metadata = { name: `${name}-${index}`, namespace: restricted };
                await stage().api.apply({ apiVersion: "v1", kind: "Pod", metadata, spec }, { dryRun: true });
            }
        }),
    );

    it("cost what the comment in their folder says", () => {
        const folderOf = ({ resource }: Addon) => dirname(resource.file);
        for (const folder of new Set(addons.map(folderOf))) {
            const of = addons.filter((addon) => folderOf(addon) === folder);
            const comment = readFileSync(join(root, "gitops/addons", folder, "kustomization.yaml"), "utf8");
            const deployments = of
                .flatMap((addon) => rendered.get(addon) ?? [])
                .filter(({ kind }) => kind === "Deployment");
            const requests = podsOf(deployments).flatMap(({ containers }) =>
                containers.map(({ resources }) => resources?.requests),
            );
            const sum = (what: "cpu" | "memory") =>
                requests.reduce((total, request) => total + Number.parseInt(request?.[what] ?? "", 10), 0);
            const said = `# Costs: ${sum("cpu")}m CPU and ${sum("memory")} MiB requested`;
            assert.ok(comment.includes(said), `${folder}: ${said}`);
        }
    });

    it(
        "pull every image from the stack's mirror, by its Secret",
        each(
            ({ name }, objects) => {
                for (const pod of podsOf(objects)) {
                    for (const { image } of [...pod.containers, ...(pod.initContainers ?? [])]) {
                        assert.ok(image.startsWith(`${mirror}/`), `${name}: ${image}`);
                    }
                    assert.deepEqual(pullSecretsOf(pod, objects), [{ name: "image-pull-secret" }], name);
                }
                assert.doesNotMatch(JSON.stringify(objects), /quay\.io\/|docker\.io\/|ghcr\.io\//, name);
            },
            () => mirrored,
        ),
    );

    const ensureNamespace = (name: string) =>
        stage().apply({ apiVersion: "v1", kind: "Namespace", metadata: { name } });
}

/** The specifications of all pods that objects create. */
const podsOf = (objects: readonly KubernetesObject[]): PodSpec[] =>
    objects.flatMap(({ spec }) => {
        const pod = (spec as { template?: { spec?: PodSpec } } | undefined)?.template?.spec;
        return pod?.containers ? [pod] : [];
    });

/** Its own, otherwise those of its service account, as the API server sets them. */
function pullSecretsOf(
    { imagePullSecrets, serviceAccountName }: PodSpec,
    objects: readonly KubernetesObject[],
): unknown {
    const isAccount = ({ kind, metadata }: KubernetesObject) =>
        kind === "ServiceAccount" && metadata.name === serviceAccountName;
    return imagePullSecrets ?? objects.find(isAccount)?.imagePullSecrets;
}

const entryOf = ({ apiVersion, kind }: KubernetesObject): Entry => ({
    group: apiVersion.includes("/") ? (apiVersion.split("/")[0] ?? "") : "",
    kind,
});

/** As Argo CD decides: the name is a pattern, for which only `*` is used here. */
function isForbidden({ group, kind, name = "*" }: Entry, object: KubernetesObject): boolean {
    const of = entryOf(object);
    const pattern = new RegExp(`^${name.replaceAll(".", "\\.").replaceAll("*", ".*")}$`);
    return of.group === group && of.kind === kind && pattern.test(object.metadata.name ?? "");
}
