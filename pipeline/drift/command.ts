import { defineCommand, exitsWith } from "../../commands/frame/command";
import { anyStackFlag } from "../../commands/frame/flags";

export const command = defineCommand({
    description:
        "Compares the actual resources with a stack's state, and the workload with Git, and saves the result for the issue. " +
        "Changes nothing.",
    examples: [["--stack eks --output check.json", "as the scheduled workflow does"]],
    exitCodes: { 0: "both sides were checked; drift alone is not a failure", 1: "a side could not be checked" },
})
    .addOption(anyStackFlag().makeOptionMandatory())
    .requiredOption("--output <file>", "the file for the result")
    .action(exitsWith(async (flags) => (await import("./run.ts")).run(flags)));
