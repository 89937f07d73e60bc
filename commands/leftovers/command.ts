import { defineCommand, exitsWith } from "../frame/command";
import { jsonFlag, stackFlag, yesFlag } from "../frame/flags";

export const command = defineCommand({
    description:
        "Lists what a destroyed stack left behind in AWS that still costs money or blocks a deletion, with its monthly cost " +
        "and the command that deletes it. Volumes of a protected stack and snapshots are kept.",
    examples: [
        ["--stack eks", "what is left"],
        ["--stack eks --region eu-central-1", "in a different region from the one in the stack's file"],
        ["--stack eks --delete", "delete it, after asking"],
        ["--stack eks --delete --include-retained --yes", "delete what is kept on purpose, too, without asking"],
    ],
    exitCodes: {
        0: "nothing is left",
        1: "something is, or AWS could not be asked",
        3: "nothing was found, but not everything could be looked for: a permission is missing",
    },
})
    .addOption(stackFlag())
    .option("--region <region>", "default: the aws:region of the stack's file")
    .option("--delete", "delete what is left, after asking")
    .option("--include-retained", "include what is kept on purpose")
    .addOption(yesFlag())
    .addOption(jsonFlag().conflicts("delete"))
    .action(exitsWith(async (flags) => (await import("./run.ts")).run(flags)));
