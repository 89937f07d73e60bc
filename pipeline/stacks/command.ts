import { defineCommand, exitsWith } from "../../commands/frame/command";

export const command = defineCommand({
    description:
        "Prints the stacks to work on as a JSON array: those in both TOUCHED and PULUMI_STACKS, or the one in ONLY.",
    examples: [["", "with TOUCHED and PULUMI_STACKS set"]],
}).action(exitsWith(async () => (await import("./run.ts")).run()));
