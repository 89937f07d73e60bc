import { defineCommand, exitsWith } from "../frame/command";
import { jsonFlag } from "../frame/flags";

export const command = defineCommand({
    description:
        "Makes sure that the tools of the other commands are there. What is on PATH, or in KUBEBUILDER_ASSETS, in a good " +
        "version is used; the rest is built once, with Go, into .tools.",
    examples: [
        ["", "find or build all tools"],
        ["--json", "for a program to read"],
        ["--plug-ins", "Pulumi's plug-ins, for a machine that reaches no internet"],
    ],
    exitCodes: { 1: "a tool could not be built" },
})
    .option("--plug-ins", "list Pulumi's plug-ins instead, for a machine that reaches no internet")
    .addOption(jsonFlag().conflicts("plugIns"))
    .action(exitsWith(async (flags) => (await import("./run.ts")).run(flags)));
