import { ConfigurationError } from "../../config";
import { ToolsError } from "../../tools";
import { UsageError } from "../../base/error";

/** Errors whose message says all there is to say: no stack trace belongs below it. */
const plainErrors = [ConfigurationError, ToolsError, UsageError];

/**
 * Runs a command to its exit code. What its user can mend is printed as a message alone; anything else is a bug of this
 * program, and printed whole.
 */
export async function runCommand(command: () => Promise<number>): Promise<void> {
    for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, () => onInterrupt());
    try {
        process.exitCode = await command();
    } catch (error) {
        const isPlain = plainErrors.some((type) => error instanceof type);
        console.error(isPlain ? (error as Error).message : error);
        process.exitCode = 1;
    }
}

/** What a signal does: end at once. What was started ends with this process, by its own guardians. */
let onInterrupt = (): void => process.exit(130);

/** Waits for Ctrl-C, which then ends the waiting and not the command. */
export function untilInterrupted(): Promise<void> {
    return new Promise((resolve) => (onInterrupt = resolve));
}
