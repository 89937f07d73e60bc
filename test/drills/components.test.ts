import assert from "node:assert/strict";
import { basename } from "node:path";
import { render } from "../../config/kustomize/render";
import { until } from "../../base/until";
import { live, workloadNamespace } from "../../commands/demo/workload";
import type { Application } from "../../kubernetes/application";
import { startArgoRollouts } from "../../rehearsal/addons/argoRollouts";
import { startCertManager } from "../../rehearsal/addons/certManager";
import { applyManifests } from "../../rehearsal/controlPlane";
import { ensureTools } from "../../tools";
import { groupsFor } from "../componentGroups";
import { furtherKinds } from "../componentProblems";
import { withComponents } from "../components";
import { thirdPartyCrds } from "../engine/thirdPartyCrds";
import { openOverlays } from "../overlays";
import { push } from "./commits";
import type { DrillStage } from "./drillStage";
import { makeSecrets } from "./givenSecrets";
import { openDrillStage } from "./stage";

/** How long a commit with twenty components may take, in seconds. */
const patience = 180;

const secretKind = { apiVersion: "v1", kind: "Secret" };

/** A hook is no part of what is live: Argo CD is Synced once it has succeeded (sync-waves in its user guide). */
const hook = "argocd.argoproj.io/hook";

/** While it lasts, the operator takes nothing up: it is added to what runs. */
const hold = "block-reconcile";

/** Its job changes what Argo CD would undo at once, so that no overlay is Synced with it: migrate.test.ts plays it. */
const migration = "kraft-migration";

/** What stays when its line goes: topics, which are deleted by a KafkaRestClass, and an authority. It comes last, topics at the end. */
const staysOf = (group: readonly string[]): number =>
    group.some((name) => name.startsWith("connector-")) ? 2 : Number(group.includes("tls-cert-manager"));

/**
 * KRaft, ZooKeeper, and what is secured from its first start. The others are these on other nodes, or reached in another way, and take
 * a minute or two each: EVERY_OVERLAY=yes runs them too. The strict dry run of test/engine/overlays.test.ts is of every overlay.
 */
const overlays = process.env.EVERY_OVERLAY ? openOverlays : ["dev", "classic-dev", "secure"];

/**
 * Real: the engine, the API server, Argo CD, Git, cert-manager, Argo Rollouts, and the command `secrets`. Played: the operator, pods, and an
 * Ingress controller, as the stage says. A security that real brokers would take from their first start alone comes by a commit.
 */
describe("An overlay, and each component that fits it,", () => {
    let on: DrillStage;
    before(async function () {
        this.timeout(20 * 60_000);
        const overrides: Record<string, unknown> = { "gitops.kinds": furtherKinds };
        const gitOps = {
            // Nothing here is about the order of waves, of which each commit has a dozen: Argo CD waits for health, and no longer.
            argoCdParams: { "controller.sync.wave.delay.seconds": "0" },
            // The stack checks the overlay where it is changed.
            prepare: (repository: { folder: string }) => {
                overrides["gitops.checkout"] = repository.folder;
                return Promise.resolve();
            },
        };
        on = await openDrillStage({ overrides, gitOps });
        // cert-manager and Argo Rollouts bring their own.
        const others = thirdPartyCrds().filter(
            ({ metadata }) => !/\.(cert-manager|argoproj)\.io$/.test(metadata.name ?? ""),
        );
        await applyManifests(on.controlPlane, others);
        const tools = await ensureTools(["cert-manager", "argo-rollouts"]);
        await Promise.all([startCertManager(on.controlPlane, tools), startArgoRollouts(on.controlPlane, tools)]);
    });
    after(() => on?.close());

    /** Commits an overlay with further components, and waits until all of it is Synced and Healthy. */
    const become = async (path: string, components: readonly string[]): Promise<void> => {
        const { repository } = on.gitOps;
        repository.write(`${path}/kustomization.yaml`, withComponents(basename(path), components, "../.."));
        await startOver();
        await makeSecrets(on, path);
        const revision = await push(on, `Add ${components.join(", ")}`);
        const application = await live({ api: on.api, patience }, revision);
        assertAll(application, path);
    };

    /** Takes the Secrets away, as nobody changes an authority, or its maker, on a cluster that runs. */
    const startOver = async (): Promise<void> => {
        for (const { metadata } of await on.api.list(secretKind, workloadNamespace))
            await on.api.delete(secretKind, workloadNamespace, metadata.name ?? "");
    };

    const makeSecretsOnceThereIsRoom = async (path: string): Promise<void> => {
        const namespace = { apiVersion: "v1", kind: "Namespace" };
        await until("the namespace is there", () => on.api.get(namespace, undefined, workloadNamespace));
        await makeSecrets(on, path);
    };

    /** Whether the Application that is live has each object that the overlay renders. */
    const assertAll = (application: Application, path: string): void => {
        const seen = new Set(application.status?.resources?.map(({ kind, name }) => `${kind}/${name}`));
        const lacks = render(on.gitOps.repository.folder, path)
            .resources.filter(({ object }) => !JSON.stringify(object.metadata).includes(`"${hook}":`))
            .map(({ kind, name }) => `${kind}/${name}`)
            .filter((name) => !seen.has(name));
        assert.deepEqual(lacks, []);
    };

    for (const overlay of overlays) {
        const path = `gitops/platform/overlays/${overlay}`;
        it(`become Synced and Healthy: ${overlay}`, async function () {
            this.timeout("10m");
            const { stack } = on.stage.engine;
            const grouping = groupsFor(overlay, [hold, migration]);
            await stack.setConfig("confluent-gitops:gitops.path", { value: path }, true);
            // As the page on security has it: the Secrets are there before the platform starts, in the namespace that the stack makes.
            await Promise.all([stack.up(), makeSecretsOnceThereIsRoom(path)]);
            assertAll(await live({ api: on.api, patience }, await on.gitOps.repository.head()), path);
            await become(path, [hold]);
            for (const group of (await grouping).sort((one, other) => staysOf(one) - staysOf(other)))
                await become(path, group);
            await stack.destroy();
        });
    }
});
