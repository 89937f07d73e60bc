import { CommanderError, type CommandUnknownOpts } from "@commander-js/extra-typings";
import { BadUsage, UsageError } from "../../base/error";
import { pathOf } from "./command";
import { exitCodes } from "./exitCodes";
import { onSignals } from "./interrupt";
import { seeHelp } from "./message";

type ProgramFor = (words: readonly string[]) => Promise<CommandUnknownOpts>;

/** Runs the named command in its own process, until it ends or a signal ends it. @returns its exit code */
export async function runProgram(programFor: ProgramFor, words: readonly string[]): Promise<void> {
    onSignals();
    await answer(programFor, words);
}

/**
 * Runs the named command. @returns its exit code
 *
 * An error that the user can fix is printed as a message. Anything else is a bug of this program, and is printed in full.
 * Both go to the standard error: with `--json`, the standard output is JSON or empty.
 */
export async function answer(programFor: ProgramFor, words: readonly string[]): Promise<void> {
    const program = await programFor(words);
    let running = program;
    program.hook("preAction", (_, action) => void (running = action));
    try {
        await program.parseAsync(words, { from: "user" });
    } catch (error) {
        process.exitCode = told(error, running);
    }
}

/** Prints an error, unless it was already printed. @returns the exit code */
function told(error: unknown, running: CommandUnknownOpts): number {
    if (error instanceof CommanderError) {
        const isHelp = error.exitCode === 0 || error.code === "commander.help";
        return isHelp ? exitCodes.done : exitCodes.badUsage;
    }
    if (!(error instanceof UsageError || isRefusal(error))) console.error(error);
    else console.error(error instanceof BadUsage ? `${error.message}\n${seeHelp(pathOf(running))}` : error.message);
    return error instanceof BadUsage ? exitCodes.badUsage : exitCodes.finding;
}

/**
 * A configuration that is refused, as `pulumi up` refuses it: Pulumi's RunError. It is recognized by the mark that its own
 * `isInstance` checks, so that a mistyped flag doesn't load Pulumi.
 */
const isRefusal = (error: unknown): error is Error => error instanceof Error && "__pulumiRunError" in error;
