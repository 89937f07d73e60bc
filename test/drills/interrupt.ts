import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { recover } from "../../commands/recover";
import type { ExportedState } from "../../commands/recover/state";
import { killEngine } from "../engine/stack";
import type { DrillStage } from "./drillStage";

/**
 * Starts an operation, kills its engine with SIGKILL in the middle, and waits until the operation has failed.
 *
 * @param inTheMiddle resolves when it is time; if it throws, the drill ends
 */
export async function interrupt(
    { stage }: Pick<DrillStage, "stage">,
    operation: "up" | "destroy",
    inTheMiddle: () => Promise<unknown>,
): Promise<void> {
    const running = stage.engine.stack[operation]();
    const tooEarly = running.then(() => assert.fail(`the ${operation} ended before its engine was killed`));
    await Promise.race([inTheMiddle(), tooEarly]);
    killEngine();
    await assert.rejects(running);
    await tooEarly.catch(() => undefined);
}

/** Runs `npm run recover -- --yes`. @returns its output */
export async function recovered({ stage }: Pick<DrillStage, "stage">): Promise<string> {
    const said: string[] = [];
    const backupFolder = mkdtempSync(join(tmpdir(), "recover-"));
    try {
        const outcome = await recover({
            stack: stage.engine.stack,
            ask: () => Promise.resolve(true),
            unattended: true,
            say: (line) => said.push(line),
            backupFolder,
        });
        assert.equal(outcome, "recovered", said.join("\n"));
        return said.join("\n");
    } finally {
        rmSync(backupFolder, { recursive: true, force: true });
    }
}

/** The stack's current state, after checking that every URN occurs once. */
export async function stateOf({ stage }: Pick<DrillStage, "stage">): Promise<ExportedState["deployment"]> {
    const { deployment } = (await stage.engine.stack.exportStack()) as ExportedState;
    const urns = (deployment.resources ?? []).map(({ urn }) => urn);
    assert.equal(new Set(urns).size, urns.length, "something is in the state twice");
    return deployment;
}
