import { rmSync } from "node:fs";
import { join } from "node:path";
import type { Stack } from "@pulumi/pulumi/automation";
import { root, UsageError } from "../../rehearsal/engine/stackFile";
import type { Ask } from "../ask";
import { describeHolder, lifeOf, type Lock, lockOf } from "./lock";
import { backupName, engineMessage, exportState, importState } from "./pulumi";
import { adopted, type ExportedState, knownId, meaningOf, nameOf, type PendingOperation, pendingIn } from "./state";

export interface RecoverOptions {
    stack: Stack;
    /** Undefined where there is nobody to ask: then nothing is changed. */
    ask: Ask | undefined;
    /** Whether `ask` answers by itself: then a lock that may be somebody's is left. Default: false. */
    unattended?: boolean;
    say: (line: string) => void;
    /** Gets what the engine prints, as it comes. Default: nobody. */
    onOutput?: (text: string) => void;
    /** Where the state is kept before it is changed. Default: the checkout. */
    backupFolder?: string;
}

/** What is to be done next: `nothing` where the stack was in order. */
export type Outcome = "nothing" | "recovered" | "unchanged";

/**
 * Brings a stack back into order whose `up` or `destroy` was interrupted: says what had been begun, takes away a lock
 * that nobody holds any more, looks at what is really there, and clears the notes. The state is kept in a file before.
 *
 * @throws UsageError where the engine fails, with what it says; the state is then as it was, but for what it refreshed.
 */
export async function recover(options: RecoverOptions): Promise<Outcome> {
    const { stack, say, backupFolder = root } = options;
    const backup = join(backupFolder, backupName(stack.name, new Date()));
    let isChanging = false;
    try {
        const outcome = await prepare(options, backup);
        if (typeof outcome === "string") return outcome;
        isChanging = true;
        say(`The state as it was is kept in ${backup}.`);
        await refreshed(outcome, options, backup);
        return "recovered";
    } finally {
        if (!isChanging) rmSync(backup, { force: true });
    }
}

const noTerminal = "Nothing was changed: there is no terminal to ask on. With --yes, this command goes on.";

/** Says what there is, and takes the lock away. @returns the state to refresh, or the outcome where there is none. */
async function prepare(options: RecoverOptions, backup: string): Promise<ExportedState | Outcome> {
    const { stack, ask, say } = options;
    const before = await exportState(stack, backup).catch((error: unknown) => fail("read the state", error));
    const lock = await lockOf(stack).catch((error: unknown) => fail("look whether the stack is locked", error));
    if (pendingIn(before).length === 0 && !lock) {
        say(`Stack ${stack.name} is in order: nothing was interrupted, and nothing locks it.`);
        return "nothing";
    }
    if (lock && isHeld(lock, say)) return "unchanged";
    tell(pendingIn(before), say);
    if (!ask) {
        say(noTerminal);
        return "unchanged";
    }
    if (lock && !(await unlock(lock, { ...options, ask }))) return "unchanged";
    // Whoever held the lock may have written to the end.
    const state = lock ? await exportState(stack, backup) : before;
    if (await ask("\nCompare the state with what is there, and clear what is noted of operations (pulumi refresh)?"))
        return state;
    say("The state was not changed.");
    return "unchanged";
}

/** Says who holds a lock. @returns whether one of them is at work. */
function isHeld({ holders }: Lock, say: (line: string) => void): boolean {
    const now = new Date();
    for (const holder of holders) say(describeHolder(holder, now));
    if (holders.length === 0) say("An update of the stack is under way, its backend says; its page there shows whose.");
    const isRunning = holders.some((holder) => lifeOf(holder) === "running");
    if (isRunning) say("Nothing was changed: wait until it is done, or end it by Ctrl-C in its own terminal.");
    return isRunning;
}

/** @returns whether the lock is gone. */
async function unlock(
    { holders }: Lock,
    { stack, ask, unattended = false, say }: RecoverOptions & { ask: Ask },
): Promise<boolean> {
    const isStale = holders.length > 0 && holders.every((holder) => lifeOf(holder) === "ended");
    if (unattended && !isStale) {
        say("Nothing was changed: --yes takes away no lock that somebody may hold.");
        say(`If nobody does: pulumi cancel --stack ${stack.name} --yes`);
        return false;
    }
    if (!(await ask("\nTake the lock away (pulumi cancel)?"))) {
        say("Nothing was changed: the stack stays locked.");
        return false;
    }
    await stack.cancel().catch((error: unknown) => fail("cancel", error));
    say("done: the lock is gone");
    return true;
}

function tell(pending: readonly PendingOperation[], say: (line: string) => void): void {
    if (pending.length === 0) say("No operation was left half done.");
    for (const operation of pending) {
        const { type, resource } = operation;
        say(`\n${nameOf(resource)} (${resource.type}): interrupted while ${type}`);
        say(`  ${meaningOf(operation)}`);
    }
}

async function refreshed(state: ExportedState, options: RecoverOptions, backup: string): Promise<void> {
    const { stack, say, onOutput, backupFolder = root } = options;
    const creating = pendingIn(state).filter(({ type }) => type === "creating");
    const candidates = creating.map(({ resource }) => resource).filter((resource) => knownId(resource));
    // First without touching the notes on creates: it shows whether the engine can reach everything.
    await stack
        .refresh({ onOutput, clearPendingCreates: candidates.length === 0 })
        .catch((error: unknown) => fail("refresh", error));
    if (candidates.length > 0) {
        // The engine's own --import-pending-creates drops the note and imports nothing (seen with v3.259.0). So each is
        // put into the state under its id, and a refresh takes those out again that are not there.
        const file = join(backupFolder, `recover-${process.pid}-refreshed.json`);
        const fresh = await exportState(stack, file).finally(() => rmSync(file, { force: true }));
        await importState(stack, adopted(fresh, candidates), backupFolder);
        try {
            await stack.refresh({ onOutput, target: candidates.map(({ urn }) => urn) });
        } catch (error) {
            await importState(stack, fresh, backupFolder);
            fail(`look for what was being created (which ${backup} still has)`, error);
        }
    }
    const { deployment } = (await stack.exportStack()) as ExportedState;
    const there = new Set(deployment.resources?.map(({ urn }) => urn));
    for (const { resource } of pendingIn(state)) {
        const now = there.has(resource.urn)
            ? "in the state, as it is"
            : "not in the state: the next up makes it, if the program has it";
        say(`${nameOf(resource)}: ${now}`);
    }
    say(`done: stack ${stack.name} has no pending operation`);
}

function fail(what: string, error: unknown): never {
    throw new UsageError(`pulumi could not ${what}:\n${engineMessage(error)}`);
}
