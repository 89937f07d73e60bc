import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { root } from "../../base/checkout";
import { confluentApi, confluentObjects, workloadNamespace } from "../../commands/demo/workload";
import type { KubernetesApi, KubernetesObject, Watch } from "../../kubernetes";
import { patchOf } from "../../commands/upgrade/operator/edits";
import { plan } from "../../commands/upgrade/operator/plan";
import type { Step } from "../../commands/upgrade/step";
import { situationOf } from "../../commands/upgrade/operator/situation";
import { copyCheckout } from "../copyCheckout";
import { becomesLive, deploy } from "./commits";
import { type DrillStage } from "./drillStage";
import { openDrillStage } from "./stage";

const from = "3.3.0";
const to = "3.4.0";
const version = "gitops/platform/overlays/dev/version/kustomization.yaml";
const older = (text: string) => text.replace(`newTag: ${to}`, `newTag: ${from}`);
const block = "platform.confluent.io/block-reconcile";

/**
 * By what the command prints, from the first commit to the last. Real: the engine and the program, the API server, Argo CD,
 * Git. Played: the operator, which takes up no object that is blocked, and rolls a component once for what has changed in it.
 */
describe("An upgrade of the operator", () => {
    const checkout = mkdtempSync(join(tmpdir(), "upgrade-drill-"));
    let on: DrillStage;
    let rolls: Rolls;
    before(async function () {
        this.timeout(20 * 60_000);
        checkoutOf(from, checkout);
        on = await openDrillStage({
            checkout,
            gitOps: {
                prepare: (repository) =>
                    Promise.resolve(repository.write(version, older(repository.read(version))))
                        .then(() => repository.commit("The earlier release"))
                        .then(() => undefined),
            },
        });
        await on.stage.engine.stack.up();
        await becomesLive(on, await on.gitOps.repository.head());
        rolls = await Rolls.of(on.api);
    });
    after(async () => {
        await rolls?.stop();
        await on?.close();
        rmSync(checkout, { recursive: true });
    });

    const steps = () => plan(situationOf("dev", to, checkout));
    /** Applies what is printed, where it is printed for, and brings it to the branch that Argo CD follows. */
    const commit = async ({ edits, message }: Step) => {
        const patch = await patchOf(edits);
        for (const cwd of [checkout, on.gitOps.repository.folder])
            execFileSync("git", ["apply"], { cwd, input: patch });
        return deploy(on, message);
    };
    const blocked = async () =>
        (await confluentObjects(on.api)).map(({ metadata }) => metadata.annotations?.[block] === "true");

    it("rolls nothing while it is under way, and every component once at its end", async () => {
        const printed = steps();
        assert.deepEqual(
            printed.map(({ done }) => done),
            [false, false, false],
        );
        await commit(printed[0] as Step);

        // `pulumi config set --path`, and an operator that comes back as another.
        assert.deepEqual(printed[1]?.writes, [`pulumi config set --path confluent.version ${to} --stack dev`]);
        await on.stage.engine.stack.setConfig("confluent-gitops:confluent.version", { value: to }, true);
        stackFile(to, checkout);
        await on.gitOps.operator.stop();
        await on.gitOps.operator.start();
        await rollAsAnotherRelease(on.api);
        await on.stage.engine.stack.up();
        assert.deepEqual(rolls.seen, [], "nothing rolled while the operator was upgraded");
        assert.ok((await blocked()).every(Boolean));

        await commit(printed[2] as Step);
        const components = (await confluentObjects(on.api)).filter(({ spec }) => imageOf(spec));
        assert.deepEqual(rolls.seen.sort(), components.map(({ kind }) => kind).sort(), "each rolled once");
        for (const { kind, spec } of components) assert.match(imageOf(spec) ?? "", new RegExp(`:${to}$`), kind);
        assert.ok(!(await blocked()).some(Boolean));
        assert.deepEqual(
            steps().map(({ done }) => done),
            [true, true, true],
        );
    });

    it("takes up what was changed meanwhile only when the operator is let back", async () => {
        const [controller] = (await confluentObjects(on.api)).filter(({ kind }) => kind === "KRaftController");
        const kind = { apiVersion: confluentApi, kind: "KRaftController" };
        const name = controller?.metadata.name ?? "";
        const before = rolls.seen.length;
        const annotate = (value: string | null) =>
            on.api.merge(kind, workloadNamespace, name, { metadata: { annotations: { [block]: value } } });
        await annotate("true");
        const { argoCd } = on.gitOps;
        await argoCd.controller.kill();
        try {
            await on.api.merge(kind, workloadNamespace, name, {
                spec: { podTemplate: { annotations: { drill: "1" } } },
            });
            // Longer than the operator takes for a roll.
            await new Promise((wake) => setTimeout(wake, 3000));
            assert.equal(rolls.seen.length, before);
            await annotate(null);
            await rolls.reaches(before + 1);
        } finally {
            await argoCd.controller.restart();
        }
    });
});

const imageOf = (spec: unknown) => (spec as { image?: { init?: string } } | undefined)?.image?.init;

/** This checkout with its overlay dev at a release: the program is run from there, as an operation checks its own overlay. */
function checkoutOf(release: string, folder: string): void {
    copyCheckout(folder);
    writeFileSync(join(folder, version), older(readFileSync(join(folder, version), "utf8")));
    stackFile(release, folder);
}

function stackFile(release: string, folder: string): void {
    const lines = `  confluent-gitops:confluent:\n    version: ${release}\n`;
    writeFileSync(join(folder, "Pulumi.dev.yaml"), readFileSync(join(root, "Pulumi.dev.yaml"), "utf8") + lines);
}

/**
 * What another release of the operator does when it starts: it makes other pods of the same resource, and so rolls all that
 * it may (https://docs.confluent.io/operator/current/co-upgrade-cfk.html has them blocked before for that reason).
 */
async function rollAsAnotherRelease(api: KubernetesApi): Promise<void> {
    for (const { kind, metadata, spec } of await confluentObjects(api)) {
        if (!imageOf(spec) || metadata.annotations?.[block] === "true") continue;
        const of = { apiVersion: confluentApi, kind };
        await api.merge(of, workloadNamespace, metadata.name ?? "", { status: { phase: "PROVISIONING" } }, "status");
    }
}

/** Kinds of components that began to roll, in order: RUNNING, and then no more. */
class Rolls {
    readonly seen: string[] = [];
    private readonly phases = new Map<string, string>();
    private watches: Watch[] = [];
    private onSeen: (() => void) | undefined;

    static async of(api: KubernetesApi): Promise<Rolls> {
        const rolls = new Rolls();
        const kinds = new Set((await confluentObjects(api)).map(({ kind }) => kind));
        for (const kind of kinds) {
            const of = { apiVersion: confluentApi, kind };
            rolls.watches.push(await api.watch(of, workloadNamespace, ({ object }) => rolls.note(kind, object)));
        }
        await Promise.all(rolls.watches.map(({ listed }) => listed));
        return rolls;
    }

    /** Resolves once as many have begun. */
    reaches(count: number): Promise<void> {
        return new Promise((resolve) => {
            this.onSeen = () => void (this.seen.length >= count && resolve());
            this.onSeen();
        });
    }

    async stop(): Promise<void> {
        await Promise.all(this.watches.map((watch) => watch.stop()));
    }

    private note(kind: string, { metadata, status }: KubernetesObject): void {
        const phase = (status as { phase?: string } | undefined)?.phase ?? "";
        const uid = metadata.uid ?? "";
        if (this.phases.get(uid) === "RUNNING" && phase !== "RUNNING") this.seen.push(kind);
        this.phases.set(uid, phase);
        this.onSeen?.();
    }
}
