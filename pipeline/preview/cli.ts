import { parseFlags } from "../../commands/frame/flags";
import { runCommand } from "../../commands/frame/run";
import { UsageError } from "../../base/error";
import { writeInto } from "../files";
import { onlyPluginsCalled, pulumi } from "../pulumi";
import type { Preview } from ".";

const usage = [
    "Usage: node -r sucrase/register/ts pipeline/preview/cli.ts --stack NAME --output FILE",
    "  Previews a stack with the policies, on what is really there, and keeps what came of it, for the comment.",
    "  Exit code 1 where the preview failed.",
].join("\n");

void runCommand(async () => {
    const { stack, output } = parseFlags({ stack: { type: "string" }, output: { type: "string" } }, usage);
    if (!stack || !output) throw new UsageError(`--stack and --output are needed.\n${usage}`);
    // As the deployment does, so that what it will put right is seen.
    const args = ["preview", "--stack", stack, "--refresh", onlyPluginsCalled, "--diff", "--policy-pack", "policy"];
    const { exitCode, text } = await pulumi(args, (chunk) => void process.stdout.write(chunk));
    writeInto(output, JSON.stringify({ stack, exitCode, text } satisfies Preview));
    return exitCode === 0 ? 0 : 1;
});
