import assert from "node:assert/strict";
import { join } from "node:path";
import { Checkout } from "../../config/kustomize/files";
import { read } from "../../config/kustomize/read";
import { render } from "../../config/kustomize/render";
import { readOverlay } from "../../config/workload/overlay";
import { applyManifests, type ControlPlane, installCrds, startControlPlane } from "../../rehearsal/controlPlane";
import { type CrdSet } from "../../rehearsal/crds/crdSet";
import { KubernetesApi, KubernetesError, type KubernetesObject } from "../../kubernetes";
import { ensureTools } from "../../tools";
import { assertSameObjects, buildWith } from "./kustomizeBuild";
import { assertPodsTaken } from "./podsTaken";
import { root as repository } from "../../base/checkout";
import { groupsFor } from "../componentGroups";
import { componentNames, linesOf, overlaysFor, withComponentsOn } from "../components";
import { openOverlays, overlayPaths } from "../overlays";
import { thirdPartyCrds } from "./thirdPartyCrds";

describe("the rendered overlays", () => {
    let kustomize: string;
    let controlPlane: ControlPlane;
    let api: KubernetesApi;
    let crds: CrdSet;

    before(async function () {
        this.timeout("15m");
        const tools = await ensureTools(["etcd", "kube-apiserver", "kube-controller-manager", "kustomize", "helm"]);
        kustomize = tools.kustomize;
        controlPlane = await startControlPlane(tools);
        api = KubernetesApi.fromKubeconfig(controlPlane.kubeconfig);
        crds = await installCrds(controlPlane, "confluent", tools.helm);
        await applyManifests(controlPlane, thirdPartyCrds());
        await applyManifests(controlPlane, [{ apiVersion: "v1", kind: "Namespace", metadata: { name: "confluent" } }]);
    });
    after(async () => {
        api?.close();
        await controlPlane?.stop();
    });

    const build = (folder: string) => buildWith(kustomize, folder);
    const dryRun = (object: KubernetesObject) => api.apply(object, { dryRun: true, strict: true });

    for (const path of overlayPaths) {
        it(`${path} is what the program's own reader says it is`, () => {
            const objects = build(join(repository, path));
            assertSameObjects(render(repository, path), objects);

            const overlay = readOverlay(repository, path);
            const platform = objects
                .flatMap((object) => imagesIn(object, ["application"]))
                // Control Center's next generation has versions of its own.
                .filter((image) => !nameOf(image).endsWith("-next-gen"));
            const init = objects.flatMap((object) => imagesIn(object, ["init"]));
            const has = (kind: string) => objects.some((object) => object.kind === kind);
            assert.deepEqual([...new Set(platform.map(tagOf))], [overlay.platformVersion]);
            assert.deepEqual([...new Set(init.map(tagOf))], [overlay.initVersion]);
            assert.deepEqual(
                [has("Zookeeper"), has("KRaftController")],
                [overlay.coordination === "ZooKeeper", overlay.coordination === "KRaft"],
            );
            const all = objects.flatMap((object) => imagesIn(object, ["application", "init", "image"]));
            assert.deepEqual(overlay.images, [...new Set(all.map(nameOf))].sort());
            const kinds = new Set(
                objects.map(
                    ({ apiVersion, kind }) => `${apiVersion.includes("/") ? apiVersion.split("/")[0] : ""} ${kind}`,
                ),
            );
            assert.deepEqual(overlay.kinds.map(({ group, kind }) => `${group} ${kind}`).sort(), [...kinds].sort());
        });

        it(`${path} passes the API server's strict dry run`, async function () {
            sayOf(this, crds);
            const objects = build(join(repository, path));
            assert.ok(objects.length > 0);
            for (const object of objects) await dryRun(object);
        });
    }

    /** The objects of each overlay without further components, as text. */
    const textsOf: Record<string, Set<string>> = {};
    const plainOf = (overlay: string) =>
        (textsOf[overlay] ??= new Set(build(join(repository, `gitops/platform/overlays/${overlay}`)).map(textOf)));

    /** Renders an overlay with further components by both renderers, and dry-runs what they change. */
    const furnish = (overlay: string, lines: readonly string[]) =>
        withComponentsOn(overlay, lines, async (path) => {
            const objects = build(join(repository, path));
            assertSameObjects(read(new Checkout(repository), path), objects);
            readOverlay(repository, path);
            const plain = plainOf(overlay);
            const changed = objects.filter((object) => !plain.has(textOf(object)));
            assert.ok(changed.length > 0, `${lines.join(", ")} change nothing in ${overlay}`);
            for (const object of changed) await dryRun(object);
        });

    // The others are in every overlay that they fit.
    const additions = componentNames.filter((component) => overlaysFor(component).length > 0);
    for (const [place, component] of additions.entries()) {
        it(`with ${component} are what the reader says they are, and pass the strict dry run`, async function () {
            sayOf(this, crds);
            this.timeout("3m");
            const fitting = overlaysFor(component);
            // Each overlay has its turn: test/unit/gitops/components.test.ts renders all of them by the reader.
            const chosen = process.env.EVERY_OVERLAY ? fitting : [fitting[place % fitting.length] ?? ""];
            for (const overlay of chosen) await furnish(overlay, linesOf(component, overlay));
        });
    }

    for (const overlay of openOverlays) {
        it(`${overlay} with each component that fits it, in few groups, is what the reader says, and passes the dry run`, async function () {
            sayOf(this, crds);
            this.timeout("3m");
            for (const group of await groupsFor(overlay, [])) await furnish(overlay, group);
        });
    }

    it("have pods that a restricted namespace accepts with pod-security, and only then; the rule says the same", async function () {
        this.timeout("3m");
        const labels = { "pod-security.kubernetes.io/enforce": "restricted" };
        const metadata = { name: "restricted", labels };
        await applyManifests(controlPlane, [{ apiVersion: "v1", kind: "Namespace", metadata }]);
        await assertPodsTaken("restricted", dryRun);
    });

    const refusals: { kind: string; what: string; spec: Record<string, unknown>; says: RegExp }[] = [
        {
            kind: "Connect",
            what: "internalTopicReplicatorFactor",
            spec: { internalTopicReplicatorFactor: 1 },
            says: /field not declared in schema/,
        },
        {
            kind: "SchemaRegistry",
            what: "internalTopicReplicationFactor",
            spec: { internalTopicReplicationFactor: 1 },
            says: /field not declared in schema/,
        },
        {
            kind: "ControlCenter",
            what: "internalTopicReplicationFactor",
            spec: { internalTopicReplicationFactor: 1 },
            says: /field not declared in schema/,
        },
        {
            kind: "Kafka",
            what: "a capacity that is no quantity",
            spec: { dataVolumeCapacity: true },
            says: /dataVolumeCapacity/,
        },
        {
            kind: "Zookeeper",
            what: "images without a tag",
            spec: { image: { application: "a", init: "b" } },
            says: /spec\.image\.application/,
        },
    ];
    for (const { kind, what, spec, says } of refusals) {
        it(`would be refused with ${what} on ${kind}`, async function () {
            sayOf(this, crds);
            if (!isFull(crds)) this.skip();
            const object = build(join(repository, "gitops/platform/overlays/classic-dev")).find(
                (candidate) => candidate.kind === kind,
            );
            assert.ok(object);
            const wrong = { ...object, spec: { ...(object.spec as object), ...spec } };
            await assert.rejects(dryRun(wrong), (error) => {
                assert.ok(error instanceof KubernetesError);
                assert.match(error.message, says);
                return true;
            });
        });
    }
});

const textOf = (object: KubernetesObject): string => JSON.stringify(object);

/** Says in a test's title whose CRDs it was held against: small ones let a misspelt field pass. */
function sayOf(context: Mocha.Context, crds: CrdSet): void {
    if (context.test) context.test.title += ` (CRDs: ${crds.source})`;
}

/** Whether the CRDs know the fields of Confluent's kinds, so that an unknown one is refused. */
function isFull({ objects }: CrdSet): boolean {
    const connect = objects.find(({ metadata }) => metadata.name === "connects.platform.confluent.io");
    return JSON.stringify(connect ?? {}).includes('"internalTopicReplicationFactor"');
}

/** The texts in fields of these names that look like images, in order. */
function imagesIn(node: unknown, names: string[]): string[] {
    if (typeof node !== "object" || node === null) return [];
    return Object.entries(node).flatMap(([key, value]) =>
        typeof value === "string" ? (names.includes(key) ? [value] : []) : imagesIn(value, names),
    );
}

const tagOf = (image: string) => image.slice(image.lastIndexOf(":") + 1);
const nameOf = (image: string) => image.slice(0, image.lastIndexOf(":"));
