import { Option } from "@commander-js/extra-typings";
import { defineCommand, exitsWith } from "../frame/command";
import { cwdFlag, jsonFlag, stackOfFolderFlag } from "../frame/flags";

export const command = defineCommand({
    description:
        "Prints how to upgrade Confluent for Kubernetes, or Kubernetes on EKS: each commit, what to run and what to wait for. " +
        "Reads the stack's file and its overlay, and changes nothing. Run it again after each step.",
    examples: [
        ["--stack eks", "Confluent for Kubernetes, to the newest release that is known here"],
        ["--stack eks --operator 3.2.2", "to another release"],
        ["--stack eks --kubernetes 1.36", "Kubernetes on EKS"],
        ["--stack eks --json", "for a program to read"],
    ],
    exitCodes: { 0: "nothing is left to do", 1: "the upgrade is refused", 3: "steps are left" },
})
    .addOption(stackOfFolderFlag())
    .addOption(new Option("--operator <version>", "a release of Confluent for Kubernetes; default: the newest here"))
    .addOption(new Option("--kubernetes <version>", "a minor version of Kubernetes").conflicts("operator"))
    .addOption(cwdFlag())
    .addOption(jsonFlag())
    .action(exitsWith(async (flags) => (await import("./run.ts")).run(flags)));
