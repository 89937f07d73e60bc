import { Option } from "@commander-js/extra-typings";
import { defineCommand, exitsWith } from "../frame/command";
import { contextFlag, cwdFlag, jsonFlag, kubeconfigFlag } from "../frame/flags";

export const command = defineCommand({
    description:
        "Brings what one environment runs to the next one (gitops/environments.yaml): the folders version and release of its overlay, as " +
        "commits on a new branch, and the text of a pull request. The kubeconfig is of the cluster that is promoted from: what runs there " +
        "has to be Healthy and Synced for long enough. Pushes nothing.",
    examples: [
        ["--from staging --to prod", "make the branch, and print the text of the pull request"],
        ["--from staging --to prod --dry-run", "print the text alone"],
        [
            "--from staging --to prod --context staging > pull-request.md",
            "with a certain cluster, and the text in a file",
        ],
        ["--from staging --to prod --json", "for a program to read"],
    ],
    exitCodes: { 0: "promoted, or nothing differs", 1: "refused: the message says what has to be put right first" },
})
    .addOption(
        new Option("--from <name>", "the environment whose versions and settings are promoted").makeOptionMandatory(),
    )
    .addOption(new Option("--to <name>", "the environment that gets them").makeOptionMandatory())
    .addOption(new Option("--branch <name>", "of the new branch; default: promote/FROM-to-TO-COMMIT"))
    .addOption(new Option("--dry-run", "make no branch").conflicts("branch"))
    .addOption(kubeconfigFlag())
    .addOption(contextFlag())
    .addOption(cwdFlag())
    .addOption(jsonFlag())
    .action(exitsWith(async (flags) => (await import("./run.ts")).run(flags)));
