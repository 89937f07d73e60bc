import { Option } from "@commander-js/extra-typings";
import { defineCommand, exitsWith } from "../frame/command";
import { jsonFlag, stackFlag } from "../frame/flags";

export const command = defineCommand({
    description:
        "Lists every Secret that an overlay's objects refer to, with its keys, their form, and who makes it. " +
        "Reads the rendered objects, and no value of a Secret. With --check, looks for secrets in the clear in every file " +
        "that Git has or would take.",
    examples: [
        ["--overlay dev", "what gitops/platform/overlays/dev needs"],
        ["--stack eks", "what the overlay of a stack needs"],
        ["--overlay dev --json", "for a program to read"],
        ["--check", "whether a secret stands in the clear in this repository"],
    ],
    exitCodes: {
        1: "an object of the overlay makes a Secret without a key that is looked for; with --check, a secret stands in the clear",
    },
})
    .addOption(
        new Option("--overlay <name>", "a folder of gitops/platform/overlays, or the path of another").conflicts(
            "stack",
        ),
    )
    .addOption(stackFlag().makeOptionMandatory(false))
    .addOption(
        new Option("--check", "look for secrets in the clear in this repository, or in that of --stack").conflicts(
            "overlay",
        ),
    )
    .addOption(jsonFlag())
    .action(exitsWith(async (flags) => (await import("./run.ts")).run(flags)));
