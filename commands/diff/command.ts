import { Option } from "@commander-js/extra-typings";
import { defineCommand, exitsWith } from "../frame/command";
import { jsonFlag } from "../frame/flags";

export const command = defineCommand({
    description:
        "Compares what two revisions create for each stack and each overlay, and prints the differences as Markdown, ready " +
        "for a comment on a pull request.",
    examples: [
        ["", "everything that is not on the main branch yet, committed or not"],
        ["--base main", "everything that is not on main"],
        ["--base main --stacks", "the names of the stacks that it touches, as a JSON array"],
    ],
    exitCodes: { 1: "head has a stack or an overlay that is refused" },
})
    .option("--base <revision>", "the revision to compare with; default: where this branch left origin/main, or main")
    .option("--head <revision>", "default: the working tree, including uncommitted changes")
    .addOption(
        new Option(
            "--stacks",
            "print a JSON array of the names of the stacks that the change touches, and nothing else",
        ).conflicts(["json", "whole"]),
    )
    .addOption(jsonFlag().conflicts("whole"))
    .option("--whole", "print everything, even if it exceeds the limit of a GitHub comment")
    .action(exitsWith(async (flags) => (await import("./run.ts")).run(flags)));
