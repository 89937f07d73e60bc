import { defineCommand, exitsWith } from "../../commands/frame/command";

export const command = defineCommand({
    description:
        "Prints the stacks to work on, as a JSON array: of those in the variable TOUCHED, the ones in PULUMI_STACKS; or ONLY the one.",
    examples: [["", "with TOUCHED and PULUMI_STACKS set"]],
}).action(exitsWith(async () => (await import("./run.ts")).run()));
