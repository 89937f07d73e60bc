import { CommanderError, type CommandUnknownOpts } from "@commander-js/extra-typings";
import { BadUsage, UsageError } from "../../base/error";
import { pathOf } from "./command";
import { exitCodes } from "./exitCodes";
import { onSignals } from "./interrupt";
import { seeHelp } from "./message";

type ProgramFor = (words: readonly string[]) => Promise<CommandUnknownOpts>;

/** Runs the command that words name, in a process of its own: to its exit code, or until a signal ends it. */
export async function runProgram(programFor: ProgramFor, words: readonly string[]): Promise<void> {
    onSignals();
    await answer(programFor, words);
}

/**
 * Runs the command that words name, to its exit code. What its user can mend is printed as a message alone; anything
 * else is a bug of this program, and printed whole. Always to the standard error: with `--json` the standard output is
 * JSON, or nothing.
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

/** Says what went wrong, where nobody has yet. @returns the exit code */
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
 * A configuration that is refused, as `pulumi up` refuses it: Pulumi's RunError, by the mark that its own `isInstance`
 * looks for, so that Pulumi is not loaded for a mistyped flag.
 */
const isRefusal = (error: unknown): error is Error => error instanceof Error && "__pulumiRunError" in error;
