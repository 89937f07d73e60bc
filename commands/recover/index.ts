import { rmSync } from "node:fs";
import { join } from "node:path";
import type { Stack } from "@pulumi/pulumi/automation";
import { root } from "../../base/checkout";
import type { Ask } from "../frame/ask";
import { adopted, type Adoption, candidatesIn } from "./adopt";
import { earlierStates } from "./broken";
import { lookFor } from "./cluster";
import { fail, refuse, RefusedState } from "./failure";
import { describeHolder, lifeOf, type Lock, lockOf } from "./lock";
import { backupName, exportState, importState } from "./pulumi";
import { type ExportedState, nameOf, pendingIn, resourcesIn } from "./state";
import { leftOf, pendingOf } from "./report";
import type { Report } from "./shape";
import { meaningOf, resultOf } from "./words";

export interface RecoverOptions {
    stack: Stack;
    /** Undefined if nobody can be asked: then nothing is changed. */
    ask: Ask | undefined;
    /** Whether `ask` answers by itself: then a lock that somebody may hold is kept. Default: false. */
    unattended?: boolean;
    say: (line: string) => void;
    /** Receives the engine's output as it is printed. Default: ignored. */
    onOutput?: (text: string) => void;
    /** Where the state is saved before it is changed. Default: the checkout. */
    backupFolder?: string;
    /** Receives findings and actions as they happen. Default: ignored. */
    onReport?: (part: Partial<Report>) => void;
}

/** The next step: `nothing` if the stack was in order. */
export type Outcome = "nothing" | "recovered" | "unchanged";

/**
 * Repairs a stack after an interrupted `up` or `destroy`: reports what had been started, removes a lock that nobody holds
 * any more, looks at what actually exists, and clears the pending operations. The state is saved to a file first. Nothing
 * is removed from the state except what the engine finds to be gone.
 *
 * @throws UsageError with the engine's message if it fails; the state is then unchanged, except for what was refreshed.
 * Also for a state that the engine refuses, with the commands that repair it; then nothing is changed.
 */
export async function recover(options: RecoverOptions): Promise<Outcome> {
    const { stack, say, backupFolder = root } = options;
    const backup = join(backupFolder, backupName(stack.name, new Date()));
    let isNeeded = false;
    try {
        const outcome = await prepare(options, backup).catch((error: unknown) => {
            isNeeded = error instanceof RefusedState;
            throw error;
        });
        if (typeof outcome === "string") return outcome;
        isNeeded = true;
        say(`The previous state is in ${backup}.`);
        options.onReport?.({ backup });
        await settle(outcome, options, backup);
        return "recovered";
    } finally {
        if (!isNeeded) rmSync(backup, { force: true });
    }
}

const noTerminal = "Nothing was changed: there is no terminal to ask on. With --yes, this command goes on.";

/** Reports the situation, and removes the lock. @returns the state to repair, or the outcome if there is none */
async function prepare(options: RecoverOptions, backup: string): Promise<ExportedState | Outcome> {
    const { stack, ask, say, backupFolder = root } = options;
    const read = () =>
        exportState(stack, backup).catch((error: unknown) => refuse("read the state", error, { stack, backupFolder }));
    const before = await read();
    const lock = await lockOf(stack).catch((error: unknown) =>
        refuse("look whether the stack is locked", error, { stack, backupFolder, kept: backup }),
    );
    options.onReport?.({ isLocked: Boolean(lock), holders: lock?.holders ?? [], pending: pendingOf(before) });
    if (pendingIn(before).length === 0 && !lock) {
        say(`Stack ${stack.name} is in order: nothing was interrupted, and nothing locks it.`);
        if (resourcesIn(before).length === 0) {
            const { name: project } = await stack.workspace.projectSettings();
            say(
                "It has no resources. If it was deployed and not destroyed, its state is lost. To restore an earlier one:",
            );
            say(earlierStates({ stack: stack.name, project, kept: backup, backupFolder }).join("\n"));
        }
        return "nothing";
    }
    if (lock && isHeld(lock, say)) return "unchanged";
    tell(before, say);
    if (!ask) {
        say(noTerminal);
        return "unchanged";
    }
    if (lock && !(await unlock(lock, { ...options, ask }))) return "unchanged";
    // The holder of the lock may have written to the state until now.
    const state = lock ? await read() : before;
    if (await ask("\nLook at what is there of it, and clear what is noted of operations (pulumi refresh)?"))
        return state;
    say("The state was not changed.");
    return "unchanged";
}

/** Reports who holds a lock. @returns whether one of them is running */
function isHeld({ holders, unreadable }: Lock, say: (line: string) => void): boolean {
    const now = new Date();
    for (const holder of holders) say(describeHolder(holder, now));
    if (unreadable) say(`The stack's lock can't be read, so its owner is unknown (${unreadable}).`);
    else if (holders.length === 0)
        say("The backend reports that an update of the stack is in progress. Its page there shows who started it.");
    const isRunning = holders.some((holder) => lifeOf(holder) === "running");
    if (isRunning) say("Nothing was changed: wait until it is done, or end it by Ctrl-C in its own terminal.");
    return isRunning;
}

/** @returns whether the lock is gone */
async function unlock(
    { holders }: Lock,
    { stack, ask, unattended = false, say }: RecoverOptions & { ask: Ask },
): Promise<boolean> {
    const isStale = holders.length > 0 && holders.every((holder) => lifeOf(holder) === "ended");
    if (unattended && !isStale) {
        say("Nothing was changed: --yes doesn't remove a lock that somebody may hold.");
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

function tell(state: ExportedState, say: (line: string) => void): void {
    const pending = pendingIn(state);
    if (pending.length === 0) say("No operation was interrupted.");
    for (const operation of pending) {
        const { type, resource } = operation;
        say(`\n${nameOf(resource)} (${resource.type}): interrupted while ${type}`);
        say(`  ${meaningOf(operation, state)}`);
    }
}

/** Everything that can fail for reasons outside the state comes before the state is changed, so the command can be repeated. */
async function settle(state: ExportedState, options: RecoverOptions, backup: string): Promise<void> {
    const { stack, say, onOutput, backupFolder = root } = options;
    const kept = `The state is unchanged, with a copy in ${backup}. You can run this command again.`;
    const pending = pendingIn(state);
    const there = await lookFor(stack, candidatesIn(state)).catch((error: unknown) =>
        fail("look for what was being created", error, kept),
    );
    const adoption = adopted(state, there);
    // Only refreshes what was interrupted: a refresh of everything would remove whatever is missing in a cluster that has
    // been replaced.
    const urns = pending.map(({ resource }) => resource.urn);
    const before = targetsIn(state, urns);
    if (before.length > 0) {
        await stack.previewRefresh({ target: before }).catch((error: unknown) => fail("refresh", error, kept));
    }
    // A refresh keeps the pending creates, and adds none of them to the state. With --import-pending-creates, it drops
    // them, and adds none either (seen with v3.259.0).
    if (pending.some(({ type }) => type === "creating")) {
        await importState(stack, adoption.state, backupFolder).catch((error: unknown) =>
            fail("take in what was made", error, kept),
        );
    }
    const target = targetsIn(adoption.state, urns);
    if (target.length > 0) {
        await stack
            .refresh({ target, onOutput })
            .catch((error: unknown) =>
                fail("refresh", error, `The previous state is in ${backup}. Next: pulumi refresh`),
            );
    }
    const file = join(backupFolder, `recover-${process.pid}-refreshed.json`);
    const after = await exportState(stack, file).finally(() => rmSync(file, { force: true }));
    report(pending, adoption, after, say);
    options.onReport?.({ pending: pendingOf(state, after), left: leftOf(adoption) });
    say(`done: stack ${stack.name} has no pending operation`);
}

const targetsIn = (state: ExportedState, urns: readonly string[]): string[] => [
    ...new Set(urns.filter((urn) => resourcesIn(state).some((one) => one.urn === urn))),
];

function report(
    pending: ReturnType<typeof pendingIn>,
    { left }: Adoption,
    after: ExportedState,
    say: (line: string) => void,
): void {
    for (const operation of pending) say(resultOf(operation, after));
    for (const { candidate, why } of left) {
        say(`${nameOf(candidate.resource)}: ${candidate.id} exists, but is in no state, because ${why}.`);
        say("  Import it with `pulumi import`, or delete it if nobody needs it.");
    }
}
