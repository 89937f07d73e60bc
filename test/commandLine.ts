import { spawnSync } from "node:child_process";
import { join } from "node:path";
import type { CommandUnknownOpts } from "@commander-js/extra-typings";
import { root } from "../base/checkout";
import { programFor } from "../bin/program";
import { aboutOf } from "../commands/frame/command";
import { answer } from "../commands/frame/run";

/** The script behind `npx confluent-gitops`. */
export const executable = join(root, "bin", "confluent-gitops.cjs");

/**
 * The program's output and exit code, run in this process: for calls that are rejected, or answered, immediately.
 * @param words the arguments
 */
export async function answerTo(words: readonly string[]) {
    const { exitCode, stdout, stderr } = process;
    const said = { status: 0, stdout: "", stderr: "" };
    const writes = { stdout: stdout.write.bind(stdout), stderr: stderr.write.bind(stderr) };
    for (const name of ["stdout", "stderr"] as const) {
        process[name].write = (text: string | Uint8Array) => {
            said[name] += String(text);
            return true;
        };
    }
    try {
        process.exitCode = 0;
        await answer(programFor, words);
        said.status = Number(process.exitCode);
    } finally {
        Object.assign(stdout, { write: writes.stdout });
        Object.assign(stderr, { write: writes.stderr });
        process.exitCode = exitCode;
    }
    return said;
}

/** Runs the program as a user does, without a terminal. @param words the arguments */
export function runCommand(words: readonly string[], { cwd = root, env = process.env } = {}) {
    return spawnSync(process.execPath, [executable, ...words], { cwd, env, encoding: "utf8" });
}

/** Every command that does something, on any level. */
export async function definitions(above?: CommandUnknownOpts): Promise<CommandUnknownOpts[]> {
    const program = above ?? (await programFor("all"));
    const inner = await Promise.all(program.commands.map((command) => definitions(command)));
    return [...inner.flat(), ...(aboutOf(program) ? [program] : [])];
}
