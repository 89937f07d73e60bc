import type { ChildProcess } from "node:child_process";
import { exitCodes } from "./exitCodes";

/** What a signal does: end at once. What was started ends with this process, by its own guardians. */
let onInterrupt: (signal: NodeJS.Signals) => void = () => process.exit(exitCodes.interrupted);

/** Has the signals that end a program, and a closed pipe, end this one, with the exit code of all commands. */
export function onSignals(): void {
    // A reader that wants no more, such as `head`: there is nothing left to say.
    process.stdout.on("error", (error: NodeJS.ErrnoException) => {
        if (error.code !== "EPIPE") throw error;
        process.exit(exitCodes.done);
    });
    for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, () => onInterrupt(signal));
}

/** Waits for Ctrl-C, which then ends the waiting and not the command. */
export function untilInterrupted(): Promise<void> {
    return new Promise((resolve) => (onInterrupt = () => resolve()));
}

/** Leaves signals to a child, which ends in its own time. Ctrl-C at a terminal reaches it without. */
export function passSignalsTo(child: ChildProcess): void {
    onInterrupt = (signal) => void (signal === "SIGINT" && process.stdout.isTTY ? undefined : child.kill(signal));
}
