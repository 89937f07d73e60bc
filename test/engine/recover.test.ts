import assert from "node:assert/strict";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { operatorsTaken } from "../../rehearsal/stage";
import { recover } from "../../rescue/recover";
import type { ExportedState } from "../../rescue/recover/state";
import { eventually } from "./eventually";
import { killEngine, makeNamespace, openTestStack, run, type TestStack } from "./stack";

const application = { apiVersion: "argoproj.io/v1alpha1", kind: "Application" };
const resource = "confluent-platform-application";

/** Nobody deploys here, so an up waits for the Application's health until its engine is killed. */
const overrides = { ...operatorsTaken, "gitops.waitForHealthy": true };

describe("recover, of a stack whose engine was killed while it made the Application,", () => {
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

    it("changes nothing with nobody to ask", async () => {
        const { outcome, said } = await recovering({ ask: false });
        assert.equal(outcome, "unchanged", said);
        assert.match(said, /process \d+, for .*It has ended/);
        assert.match(said, /interrupted while creating/);
        await assert.rejects(test.stack.refresh(), /locked/);
        assert.deepEqual(backups(), []);
    });

    it("takes the lock away, and takes in what had been made: the next up has nothing to do", async () => {
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

    it("drops what is not there: the next up makes it, and nothing else", async () => {
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
        const healthy = { status: { sync: { status: "Synced" }, health: { status: "Healthy" } } };
        await test.api.merge(application, "argocd", "confluent-platform", healthy);
        assert.deepEqual(
            (await up).map(({ op, name }) => [op, name]),
            [["create", resource]],
        );
    });
});
