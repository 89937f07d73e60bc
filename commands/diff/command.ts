import { Option } from "@commander-js/extra-typings";
import { defineCommand, exitsWith } from "../frame/command";
import { jsonFlag } from "../frame/flags";

export const command = defineCommand({
    description:
        "Compares what two revisions create for each stack and each overlay, and prints the differences as Markdown, ready " +
        "for a comment on a pull request.",
    examples: [
        ["", "what is not on the main branch yet, committed or not"],
        ["--base main", "what is not on main"],
        ["--base main --stacks", "the names of the stacks that it touches, as a JSON array"],
    ],
    exitCodes: { 1: "head has a stack or an overlay that is refused" },
})
    .option("--base <revision>", "what to compare with; default: where this work left origin/main, or main")
    .option("--head <revision>", "default: the working tree as it is, with what is not committed")
    .addOption(
        new Option(
            "--stacks",
            "print a JSON array of the names of the stacks that the change touches, and nothing else",
        ).conflicts(["json", "whole"]),
    )
    .addOption(jsonFlag().conflicts("whole"))
    .option("--whole", "print more than a comment on GitHub may have")
    .action(exitsWith(async (flags) => (await import("./run.ts")).run(flags)));
