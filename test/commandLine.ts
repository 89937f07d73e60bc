import { spawnSync } from "node:child_process";
import { join } from "node:path";
import type { CommandUnknownOpts } from "@commander-js/extra-typings";
import { root } from "../base/checkout";
import { programFor } from "../bin/program";
import { aboutOf } from "../commands/frame/command";

/** What `npx confluent-gitops` runs. */
export const executable = join(root, "bin", "confluent-gitops.cjs");

/** Runs the program as a user does, with no terminal. @param words after its name */
export function runCommand(words: readonly string[], { cwd = root, env = process.env } = {}) {
    return spawnSync(process.execPath, [executable, ...words], { cwd, env, encoding: "utf8" });
}

/** Every command that does something, of any list. */
export async function definitions(above?: CommandUnknownOpts): Promise<CommandUnknownOpts[]> {
    const program = above ?? (await programFor("all"));
    const inner = await Promise.all(program.commands.map((command) => definitions(command)));
    return [...inner.flat(), ...(aboutOf(program) ? [program] : [])];
}
