import { defineCommand, exitsWith } from "../../commands/frame/command";

export const command = defineCommand({
    description:
        "Writes the comment on a pull request from the results of the jobs: comment.md, and summary.md, which may be longer.",
    examples: [
        [
            "--diff diff.md --previews parts --stacks '[\"eks\"]' --run https://forge.example/runs/1 --commit 0123456 --output report",
            "after the previews",
        ],
    ],
})
    .option("--diff <file>", "the file with the output of npm run diff")
    .option("--previews <folder>", "the folder with the results of the previews")
    .option("--stacks <json>", "the names of the stacks, as a JSON array")
    .option("--why-none <sentence>", "why no stack was previewed")
    .requiredOption("--run <url>", "the page of this run")
    .requiredOption("--commit <sha>", "the commit that was checked")
    .requiredOption("--output <folder>", "where the report is written")
    .action(exitsWith(async (flags) => (await import("./run.ts")).run(flags)));
