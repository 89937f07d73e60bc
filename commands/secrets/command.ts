import { Option } from "@commander-js/extra-typings";
import { defineCommand, exitsWith } from "../frame/command";
import { jsonFlag, stackFlag } from "../frame/flags";

export const command = defineCommand({
    description:
        "Lists every Secret that an overlay's objects refer to, with its keys, their form, and who makes it. " +
        "Reads the rendered objects, and no value of a Secret.",
    examples: [
        ["--overlay dev", "what gitops/platform/overlays/dev needs"],
        ["--stack eks", "what the overlay of a stack needs"],
        ["--overlay dev --json", "for a program to read"],
    ],
    exitCodes: { 1: "an object of the overlay makes a Secret without a key that is looked for" },
})
    .addOption(
        new Option("--overlay <name>", "a folder of gitops/platform/overlays, or the path of another").conflicts(
            "stack",
        ),
    )
    .addOption(stackFlag().makeOptionMandatory(false))
    .addOption(jsonFlag())
    .action(exitsWith(async (flags) => (await import("./run.ts")).run(flags)));
