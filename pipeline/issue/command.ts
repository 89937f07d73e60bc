import { defineCommand, exitsWith } from "../../commands/frame/command";

export const command = defineCommand({
    description: "Opens, updates or closes the issue about drift, depending on the results of the checks.",
    examples: [["--checks checks --stacks '[\"eks\"]' --run https://forge.example/runs/1", "after the checks"]],
    exitCodes: { 1: "a stack could not be checked, so it is not known whether there is drift" },
})
    .requiredOption("--checks <folder>", "the folder with the results of the checks")
    .option("--stacks <json>", "the names of the stacks, as a JSON array")
    .requiredOption("--run <url>", "the page of this run")
    .action(exitsWith(async (flags) => (await import("./run.ts")).run(flags)));
