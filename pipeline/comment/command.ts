import { defineCommand, exitsWith } from "../../commands/frame/command";

export const command = defineCommand({
    description:
        "Posts a folder's comment.md on a pull request, replacing the previous comment. With --strange-sha, it takes comment.md " +
        "and number from a fork's run, and trusts neither of them.",
    examples: [
        ["--change 5 --folder report", "of a branch of this repository"],
        ["--strange-sha 0123456789abcdef --strange-repository someone/fork --folder report", "of a fork"],
    ],
})
    .requiredOption("--folder <folder>", "the folder with the report")
    .option("--change <number>", "the pull request")
    .option("--strange-sha <sha>", "the commit of a fork's run")
    .option("--strange-repository <name>", "the fork")
    .action(exitsWith(async (flags) => (await import("./run.ts")).run(flags)));
