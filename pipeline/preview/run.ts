import { writeInto } from "../files";
import { onlyPluginsCalled, pulumi } from "../pulumi";
import type { Preview } from ".";

export interface Flags {
    stack: string;
    output: string;
}

export async function run({ stack, output }: Flags): Promise<number> {
    // Like the deployment, so that the preview shows what it will correct.
    const args = ["preview", "--stack", stack, "--refresh", onlyPluginsCalled, "--diff", "--policy-pack", "policy"];
    const { exitCode, text } = await pulumi(args, (chunk) => void process.stdout.write(chunk));
    writeInto(output, JSON.stringify({ stack, exitCode, text } satisfies Preview));
    return exitCode === 0 ? 0 : 1;
}
