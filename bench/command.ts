import { Option } from "@commander-js/extra-typings";
import { defineCommand, exitsWith } from "../commands/frame/command";
import { partNames } from "./parts";

export const command = defineCommand({
    description:
        "Measures how fast the program is, and checks the bounds in docs/performance.md. All parts take half an hour.",
    examples: [
        ["--only startup", "how long pulumi up takes to start"],
        ["--write", "everything, into docs/performance.md"],
    ],
    exitCodes: { 1: "a bound is not met" },
})
    .addOption(new Option("--only <part>", "measure one part").choices(partNames))
    .option("--write", "put what was measured into docs/performance.md")
    .action(exitsWith(async (flags) => (await import("./run.ts")).run(flags)));
