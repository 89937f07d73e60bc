import { Option } from "@commander-js/extra-typings";
import { defineCommand, exitsWith } from "../frame/command";
import { cwdFlag, jsonFlag, stackOfFolderFlag } from "../frame/flags";

export const command = defineCommand({
    description:
        "Prints how to upgrade a stack: Confluent for Kubernetes, Confluent Platform, Control Center, Kubernetes on EKS, Argo CD and " +
        "addons, in an order in which all versions go together after each step. For each: the commit, what to run and what to wait " +
        "for. Reads the stack's file and its overlay, and changes nothing. Run it again after each step.",
    examples: [
        ["--stack eks", "everything, to the newest versions that go together"],
        ["--stack eks --platform 8.3.2", "to this Confluent Platform"],
        ["--stack eks --operator 3.4.0", "Confluent for Kubernetes alone, commit by commit"],
        ["--stack eks --kubernetes 1.36", "Kubernetes on EKS alone, and what the platform does meanwhile"],
        ["--stack eks --json", "for a program to read"],
    ],
    exitCodes: { 0: "nothing is left to do", 1: "the upgrade is refused", 3: "steps are left" },
})
    .addOption(stackOfFolderFlag())
    .addOption(new Option("--operator <version>", "only Confluent for Kubernetes, to this release"))
    .addOption(
        new Option("--kubernetes <version>", "only Kubernetes on EKS, to this minor version").conflicts("operator"),
    )
    .addOption(
        new Option(
            "--platform <version>",
            "the Confluent Platform to go to; default: the newest that is known here and goes with the rest",
        ).conflicts(["operator", "kubernetes"]),
    )
    .addOption(cwdFlag())
    .addOption(jsonFlag())
    .action(exitsWith(async (flags) => (await import("./run.ts")).run(flags)));
