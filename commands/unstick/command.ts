import { defineCommand, exitsWith } from "../frame/command";
import { contextFlag, jsonFlag, kubeconfigFlag, namespaceFlag, yesFlag } from "../frame/flags";

export const command = defineCommand({
    description:
        "Lists the objects of a namespace that are stuck while being deleted, and why. After asking, removes the finalizers " +
        "whose controller is gone or can no longer act, and ends an Argo CD sync that waits for what it excludes.",
    examples: [
        ["--namespace confluent", "what is stuck there, and what can be fixed"],
        ["--namespace confluent --yes", "fix it without asking"],
        ["--namespace confluent --json", "for a program to read; changes nothing without --yes"],
        ["--namespace argocd", "another namespace"],
    ],
    exitCodes: { 0: "nothing is stuck, or no longer is", 1: "something is stuck" },
})
    .addOption(namespaceFlag())
    .addOption(kubeconfigFlag())
    .addOption(contextFlag())
    .addOption(yesFlag())
    .addOption(jsonFlag())
    .action(exitsWith(async (flags) => (await import("./run.ts")).run(flags)));
