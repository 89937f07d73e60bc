import { execFileSync } from "node:child_process";
import { chmodSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Stack } from "@pulumi/pulumi/automation";

/** A stack's state as `pulumi stack export` writes it, without its time. */
export function exportedText({ name, workspace }: Stack, folder: string): string {
    const file = join(folder, "exported.json");
    const env = { ...process.env, ...workspace.envVars };
    const args = ["stack", "export", "--file", file, "--stack", name];
    execFileSync(workspace.pulumiCommand.command, args, { cwd: workspace.workDir, env });
    return readFileSync(file, "utf8").replace(/"time": ".*"/, "");
}

/** The same stack, with an engine that refuses to import a state, but otherwise works normally. */
export function refusingImport(stack: Stack, folder: string): Stack {
    const { pulumiCommand } = stack.workspace;
    const command = join(folder, "pulumi");
    const refusal = '[ "$1 $2" = "stack import" ] && { echo "error: not this state" >&2; exit 1; }';
    writeFileSync(command, `#!/bin/sh\n${refusal}\nexec ${pulumiCommand.command} "$@"\n`);
    chmodSync(command, 0o755);
    const but = <Whole extends object>(whole: Whole, part: Partial<Record<keyof Whole, unknown>>): Whole =>
        Object.create(whole, Object.fromEntries(Object.entries(part).map(([key, value]) => [key, { value }]))) as Whole;
    return but(stack, { workspace: but(stack.workspace, { pulumiCommand: but(pulumiCommand, { command }) }) });
}
