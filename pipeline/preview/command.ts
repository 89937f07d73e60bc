import { defineCommand, exitsWith } from "../../commands/frame/command";
import { anyStackFlag } from "../../commands/frame/flags";

export const command = defineCommand({
    description:
        "Previews a stack against the actual resources, with the policies, and saves the result for the comment.",
    examples: [["--stack eks --output preview.json", "as a pull request's workflow does"]],
    exitCodes: { 1: "the preview failed" },
})
    .addOption(anyStackFlag().makeOptionMandatory())
    .requiredOption("--output <file>", "the file for the result")
    .action(exitsWith(async (flags) => (await import("./run.ts")).run(flags)));
