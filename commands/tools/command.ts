import { Option } from "@commander-js/extra-typings";
import { defineCommand, exitsWith } from "../frame/command";
import { jsonFlag } from "../frame/flags";

export const command = defineCommand({
    description:
        "Makes sure that the tools that the other commands need are there. Tools on your PATH or in KUBEBUILDER_ASSETS are " +
        "used if their version is supported; the others are built once, with Go, into .tools.",
    examples: [
        ["", "find or build all tools"],
        ["--with addons", "and the controllers that tests run beside the platform"],
        ["--with monitoring", "and what tests check alerts and dashboards with"],
        ["--with capacity", "and the scheduler that capacity places pods with"],
        ["--json", "for a program to read"],
        ["--plug-ins --json", "Pulumi's plug-ins, for a program to read"],
        ["--plug-ins", "Pulumi's plug-ins, for a machine that reaches no internet"],
    ],
    exitCodes: { 1: "a tool could not be built" },
})
    .addOption(
        new Option(
            "--with <what>",
            "addons: and the controllers of rehearsal/addons, that tests and drills run; monitoring: and promtool and amtool, that " +
                "tests check rules with; capacity: and kube-scheduler, that capacity places pods with",
        ).choices(["addons", "monitoring", "capacity"] as const),
    )
    .option("--plug-ins", "list Pulumi's plug-ins instead, for a machine that reaches no internet")
    .addOption(jsonFlag())
    .action(exitsWith(async (flags) => (await import("./run.ts")).run(flags)));
