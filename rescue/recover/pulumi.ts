import { execFile } from "node:child_process";
import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import type { PulumiCommand, Stack } from "@pulumi/pulumi/automation";
import type { ExportedState } from "./state";

/** Name of the stack that is selected in a folder. @throws Error where none is. */
export async function selectedStack({ command }: PulumiCommand, cwd: string): Promise<string> {
    const { stdout } = await promisify(execFile)(command, ["stack", "--show-name", "--non-interactive"], { cwd });
    return stdout.trim();
}

/** Runs the stack's own pulumi. @throws Error with what it says on its error output. */
async function run({ name, workspace }: Stack, args: string[]): Promise<void> {
    const home = workspace.pulumiHome ? { PULUMI_HOME: workspace.pulumiHome } : {};
    await promisify(execFile)(workspace.pulumiCommand.command, [...args, "--stack", name, "--non-interactive"], {
        cwd: workspace.workDir,
        env: { ...process.env, ...home, ...workspace.envVars },
    });
}

/**
 * Writes the stack's state into a file, only its owner's to read. Secrets in it stay encrypted, which they do not in
 * what `stack.exportStack()` gives.
 */
export async function exportState(stack: Stack, file: string): Promise<ExportedState> {
    writeFileSync(file, "", { mode: 0o600 });
    await run(stack, ["stack", "export", "--file", file]);
    return JSON.parse(readFileSync(file, "utf8")) as ExportedState;
}

/** Makes a state the stack's. Pulumi drops its pending operations in this. */
export async function importState(stack: Stack, state: ExportedState, folder: string): Promise<void> {
    const file = join(folder, `recover-${process.pid}-edited.json`);
    try {
        writeFileSync(file, JSON.stringify(state), { mode: 0o600 });
        await run(stack, ["stack", "import", "--file", file]);
    } finally {
        rmSync(file, { force: true });
    }
}

/** Name of the file that a stack's state is kept in before it is changed. */
export const backupName = (stack: string, now: Date): string =>
    `recover-${stack.replace(/[^\w.-]+/g, "-")}-${now.toISOString().replace(/[:.]/g, "-")}.json`;

/** What the engine itself says in an error, without how it was called. */
export function engineMessage(error: unknown): string {
    const message = error instanceof Error ? error.message : String(error);
    const lines = message.split("\n").filter((line) => /^\s*error: /.test(line));
    return lines.length > 0 ? [...new Set(lines.map((line) => line.trim()))].join("\n") : message;
}
