import assert from "node:assert/strict";
import type { KubernetesObject } from "../../kubernetes";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { operatorsTaken } from "../../rehearsal/stage";
import { recover } from "../../commands/recover";
import type { ExportedState } from "../../commands/recover/state";
import { eventually } from "./eventually";
import { exportedText, refusingImport } from "./refusingImport";
import { killEngine, makeNamespace, openTestStack, run, type TestStack } from "./stack";

const application = { apiVersion: "argoproj.io/v1alpha1", kind: "Application" };
const resource = "confluent-platform-application";

/** What Argo CD writes once it has compared the cluster with what the spec says, and all is well. */
const healthy = ({ spec }: KubernetesObject) => {
    const { source, destination } = spec as { source: object; destination: object };
    return {
        status: { sync: { status: "Synced", comparedTo: { source, destination } }, health: { status: "Healthy" } },
    };
};

/** Nobody deploys here, so an up waits for the Application's health until its engine is killed. */
const overrides = { ...operatorsTaken, "gitops.waitForHealthy": true };

describe("recover, for a stack whose engine was killed while it created the Application,", () => {
    let test: TestStack;
    let folder: string;
    before(async function () {
        this.timeout(20 * 60_000);
        folder = mkdtempSync(join(tmpdir(), "recover-"));
        test = await openTestStack({ stack: "dev", overrides });
        await makeNamespace(test.controlPlane, "argocd");
    });
    after(async () => {
        await test?.close();
        rmSync(folder, { recursive: true, force: true });
    });

    const state = async () => (await test.stack.exportStack()) as ExportedState;
    const pending = async () => (await state()).deployment.pending_operations ?? [];
    const inState = async () => (await state()).deployment.resources?.find(({ urn }) => urn.endsWith(`::${resource}`));
    const live = () => test.api.get(application, "argocd", "confluent-platform");
    const startUp = async (): Promise<{ ended: Promise<unknown> }> => {
        const ended = test.stack.up().catch((error: unknown) => error);
        await eventually(async () => (await live()) !== undefined, 60, "the Application is not made");
        return { ended };
    };
    const recovering = async ({ ask = true, unattended = true } = {}) => {
        const said: string[] = [];
        const outcome = await recover({
            stack: test.stack,
            ask: ask ? () => Promise.resolve(true) : undefined,
            unattended,
            say: (line) => said.push(line),
            backupFolder: folder,
        });
        return { outcome, said: said.join("\n") };
    };
    const backups = () => readdirSync(folder);

    it("leaves an up that is running alone", async () => {
        const { ended } = await startUp();
        // Not even a yes takes away the lock of what is at work.
        const { outcome, said } = await recovering({ unattended: false });
        assert.equal(outcome, "unchanged", said);
        assert.match(said, /process \d+, for .*It is running/);
        killEngine();
        await ended;
        await assert.rejects(test.stack.refresh(), /locked/);
    });

    it("changes nothing if there is nobody to ask", async () => {
        const { outcome, said } = await recovering({ ask: false });
        assert.equal(outcome, "unchanged", said);
        assert.match(said, /process \d+, for .*It has ended/);
        assert.match(said, /interrupted while creating/);
        await assert.rejects(test.stack.refresh(), /locked/);
        assert.deepEqual(backups(), []);
    });

    it("removes the lock, and adopts what had been created: the next up has nothing to do", async () => {
        const { outcome, said } = await recovering();
        assert.equal(outcome, "recovered", said);
        assert.match(said, /confluent-platform-application \(.*:Application\): interrupted while creating/);
        assert.match(said, /confluent-platform-application: in the state/);
        assert.deepEqual(await pending(), []);
        assert.equal((await inState())?.id, "argocd/confluent-platform");
        assert.deepEqual(await run(test.stack, "up"), []);
    });

    it("kept the state as it was, with its secrets encrypted", () => {
        const [file = ""] = backups();
        const kept = readFileSync(join(folder, file), "utf8");
        assert.equal((JSON.parse(kept) as ExportedState).deployment.pending_operations?.[0]?.type, "creating");
        assert.equal(backups().length, 1);
        assert.ok(!kept.includes(test.controlPlane.token));
    });

    it("says that a stack in order is in order", async () => {
        const { outcome, said } = await recovering();
        assert.equal(outcome, "nothing", said);
        assert.equal(backups().length, 1);
    });

    it("drops what doesn't exist: the next up creates it, and nothing else", async () => {
        await run(test.stack, "destroy");
        const { ended } = await startUp();
        killEngine();
        await ended;
        await test.api.delete(application, "argocd", "confluent-platform");
        await eventually(async () => (await live()) === undefined, 30, "the Application is still there");
        const { outcome, said } = await recovering();
        assert.equal(outcome, "recovered", said);
        assert.match(said, /confluent-platform-application: not in the state/);
        assert.deepEqual([await pending(), await inState()], [[], undefined]);

        const up = run(test.stack, "up");
        await eventually(async () => (await live()) !== undefined, 60, "the Application is not made");
        const made = (await live()) ?? assert.fail("the Application is gone");
        await test.api.merge(application, "argocd", "confluent-platform", healthy(made));
        assert.deepEqual(
            (await up).map(({ op, name }) => [op, name]),
            [["create", resource]],
        );
    });

    describe("in another namespace, which replaces it,", () => {
        const versions = async () =>
            (await state()).deployment.resources
                ?.filter(({ urn }) => urn.endsWith(`::${resource}`))
                .map((one) => `${one.id}${one.delete ? " (old)" : ""}`);
        const [oldId, newId] = ["argocd/confluent-platform", "argocd2/confluent-platform"];
        const liveIn = (namespace: string) => test.api.get(application, namespace, "confluent-platform");
        const interrupt = async () => {
            const ended = test.stack.up().catch((error: unknown) => error);
            await eventually(async () => (await liveIn("argocd2")) !== undefined, 60, "the new one is not made");
            killEngine();
            await ended;
            assert.deepEqual([(await pending()).length, await versions()], [1, [oldId]]);
        };
        before(async () => {
            await makeNamespace(test.controlPlane, "argocd2");
            await test.stack.setConfig("confluent-gitops:argocd.namespace", { value: "argocd2" }, true);
        });

        it("leaves the old one as it was if the new one doesn't exist", async () => {
            await interrupt();
            await test.api.delete(application, "argocd2", "confluent-platform");
            const { outcome, said } = await recovering();
            assert.equal(outcome, "recovered", said);
            assert.match(said, /It was meant to replace argocd\/confluent-platform/);
            assert.match(said, /the state still has argocd\/confluent-platform, not/);
            assert.deepEqual([await pending(), await versions()], [[], [oldId]]);
            assert.ok(await liveIn("argocd"));
        });

        it("changes nothing if the engine does not accept the state, and can be run again", async () => {
            await interrupt();
            await test.stack.cancel();
            const found = exportedText(test.stack, folder);
            const refusing = refusingImport(test.stack, folder);
            const said: string[] = [];
            await assert.rejects(
                recover({
                    stack: refusing,
                    ask: () => Promise.resolve(true),
                    say: (line) => said.push(line),
                    backupFolder: folder,
                }),
                ({ message }: Error) => {
                    const [, backup = ""] = /with a copy in (\S+?)\. /.exec(message) ?? [];
                    assert.match(message, /error: not this state/);
                    assert.ok(readFileSync(backup, "utf8").includes("pending_operations"));
                    return true;
                },
            );
            assert.ok(exportedText(test.stack, folder) === found, "the state is another one");
        });

        it("adopts the new one, and leaves the old one to the next up", async () => {
            const { outcome, said } = await recovering();
            assert.equal(outcome, "recovered", said);
            assert.match(said, /in the state as argocd2.*; the next up deletes the old one, argocd\//);
            assert.deepEqual([await pending(), await versions()], [[], [newId, `${oldId} (old)`]]);
            const done = await run(test.stack, "up");
            assert.ok(
                done.every(({ op }) => op === "delete-replaced"),
                JSON.stringify(done),
            );
            assert.deepEqual(await versions(), [newId]);
            assert.deepEqual([await liveIn("argocd"), Boolean(await liveIn("argocd2"))], [undefined, true]);
            assert.deepEqual(await run(test.stack, "up"), []);
        });
    });
});
