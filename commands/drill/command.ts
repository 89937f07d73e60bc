import { defineCommand, exitsWith } from "../frame/command";
import { jsonFlag } from "../frame/flags";

export const command = defineCommand({
    description:
        "Runs the fault drills: tests that deploy the platform to an embedded control plane, break one part of it, and " +
        "check the outcome.",
    examples: [
        ["", "all of them"],
        ["--grep sweeper", "those whose names have this"],
    ],
    exitCodes: { 1: "a drill failed" },
})
    .option("-g, --grep <text>", "only drills whose names have this text, or match this regular expression")
    .option("-i, --invert", "the others, with --grep")
    .option("-b, --bail", "end at the first failure")
    .addOption(jsonFlag())
    .action(exitsWith(async (flags) => (await import("./run.ts")).run(flags)));
