import { Option } from "@commander-js/extra-typings";
import { defineCommand, exitsWith } from "../frame/command";
import { anyStackFlag, cwdFlag, jsonFlag, yesFlag } from "../frame/flags";

export const command = defineCommand({
    description:
        "Repairs a stack after an interrupted pulumi up or destroy: shows what was in progress, releases the lock, looks for " +
        "what was created, and clears the pending operations. Asks first. Uses the pulumi on your PATH and its login.",
    examples: [
        ["", "the selected stack"],
        ["--stack eks --then up", "another one, and go on with pulumi up"],
        ["--stack eks --yes", "without asking"],
        ["--json", "for a program to read; changes nothing without --yes"],
    ],
    exitCodes: { 0: "the stack is in order", 1: "the stack was not changed, or could not be" },
})
    .addOption(anyStackFlag().default(undefined, "the selected one"))
    .addOption(cwdFlag())
    .addOption(new Option("--then <command>", "go on with what was interrupted").choices(["up", "destroy"]))
    .addOption(yesFlag())
    .addOption(jsonFlag())
    .action(exitsWith(async (flags) => (await import("./run.ts")).run(flags)));
