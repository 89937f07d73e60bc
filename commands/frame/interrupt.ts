import type { ChildProcess } from "node:child_process";
import { exitCodes } from "./exitCodes";

/** What a signal does: end at once. Guardian processes end whatever this process has started. */
let onInterrupt: (signal: NodeJS.Signals) => void = () => process.exit(exitCodes.interrupted);

/** Ends this program with the common exit code on the signals that end a program, and on a closed pipe. */
export function onSignals(): void {
    // A reader that wants no more, such as `head`.
    process.stdout.on("error", (error: NodeJS.ErrnoException) => {
        if (error.code !== "EPIPE") throw error;
        process.exit(exitCodes.done);
    });
    for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, () => onInterrupt(signal));
}

/** Waits for Ctrl-C, which then ends the wait and not the command. */
export function untilInterrupted(): Promise<void> {
    return new Promise((resolve) => (onInterrupt = () => resolve()));
}

/** Leaves signals to a child, which ends by itself. Ctrl-C at a terminal reaches the child anyway. */
export function passSignalsTo(child: ChildProcess): void {
    onInterrupt = (signal) => void (signal === "SIGINT" && process.stdout.isTTY ? undefined : child.kill(signal));
}
