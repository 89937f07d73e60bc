import { execFile } from "node:child_process";
import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import type { PulumiCommand, Stack } from "@pulumi/pulumi/automation";
import type { ExportedState } from "./state";

/** Name of the stack that is selected in a folder. @throws Error if none is */
export async function selectedStack({ command }: PulumiCommand, cwd: string): Promise<string> {
    const { stdout } = await promisify(execFile)(command, ["stack", "--show-name", "--non-interactive"], { cwd });
    return stdout.trim();
}

/** Runs the user's own pulumi. @throws Error with its whole output */
export async function run({ name, workspace }: Stack, args: string[]): Promise<void> {
    const home = workspace.pulumiHome ? { PULUMI_HOME: workspace.pulumiHome } : {};
    const options = { cwd: workspace.workDir, env: { ...process.env, ...home, ...workspace.envVars } };
    try {
        await promisify(execFile)(
            workspace.pulumiCommand.command,
            [...args, "--stack", name, "--non-interactive"],
            options,
        );
    } catch (error) {
        const { message, stdout = "" } = error as Error & { stdout?: string };
        throw new Error(`${message}\n${stdout}`, { cause: error });
    }
}

/**
 * Writes the stack's state to a file that only its owner can read. Secrets in it stay encrypted, unlike in the result of
 * `stack.exportStack()`.
 */
export async function exportState(stack: Stack, file: string): Promise<ExportedState> {
    writeFileSync(file, "", { mode: 0o600 });
    try {
        await run(stack, ["stack", "export", "--file", file]);
    } catch (error) {
        // An empty file would not be a backup.
        rmSync(file, { force: true });
        throw error;
    }
    const { deployment, ...rest } = JSON.parse(readFileSync(file, "utf8")) as { deployment: object | null };
    return { ...rest, deployment: deployment ?? {} };
}

/**
 * Imports a state into the stack. Pulumi drops its pending operations.
 *
 * @throws Error if the engine refuses it; the stack's state is then unchanged
 */
export async function importState(stack: Stack, state: ExportedState, folder: string): Promise<void> {
    const file = join(folder, `recover-${process.pid}-edited.json`);
    try {
        writeFileSync(file, JSON.stringify(state), { mode: 0o600 });
        await run(stack, ["stack", "import", "--file", file]);
    } finally {
        rmSync(file, { force: true });
    }
}

const inFileName = (stack: string) => stack.replace(/[^\w.-]+/g, "-");

/** Name of the file in which a stack's state is saved before it is changed. */
export const backupName = (stack: string, now: Date): string =>
    `recover-${inFileName(stack)}-${now.toISOString().replace(/[:.]/g, "-")}.json`;

/** The saved states of a stack among a folder's files, the newest last. */
export function backupsOf(stack: string, files: readonly string[]): string[] {
    const start = `recover-${inFileName(stack)}`;
    const isOne = (file: string) =>
        file.startsWith(start) && /^-\d{4}-\d\d-\d\dT[\d-]+Z\.json$/.test(file.slice(start.length));
    return files.filter(isOne).sort();
}

/** The engine's own message in an error, without the command line. */
export function engineMessage(error: unknown): string {
    const message = error instanceof Error ? error.message : String(error);
    // For a broken state, it prints a page that asks for a report, with a stack trace. One line of it is the cause.
    const [, found] = /snapshot integrity error[^]*?^Error:\s+(.+)$/m.exec(message) ?? [];
    if (found) return `error: ${found}`;
    // An error with several lines continues with indented lines.
    const blocks = [...message.matchAll(/^[ \t]*error: .*(?:\n[ \t]+\S.*)*/gm)].map(([block]) =>
        block
            .split("\n")
            .filter((line) => !/^\s*err\?: /.test(line))
            .map((line, index) => (index === 0 ? line.trim() : line.trimEnd()))
            .join("\n"),
    );
    return blocks.length > 0 ? [...new Set(blocks)].join("\n") : message;
}
