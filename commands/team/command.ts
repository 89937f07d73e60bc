import { Argument, Option } from "@commander-js/extra-typings";
import { defineCommand, exitsWith } from "../frame/command";
import { contextFlag, jsonFlag, kubeconfigFlag, stackFlag } from "../frame/flags";

export const command = defineCommand({
    description:
        "Shows what a team owns, and what that may cost: topics, schemas, connectors, role bindings, and its quotas, from Git. With " +
        "--from-cluster, also how all of it is doing there: Argo CD's Application, each object, failed tasks, what the topics take up, and " +
        "the lag of consumer groups. Without a name, it lists all teams, a line each.",
    examples: [
        ["", "all teams of this checkout"],
        ["payments", "what a team owns, and what it may cost"],
        ["payments --from-cluster --context my-cluster", "the same, and how it is doing"],
        ["payments --stack teams --json", "for a program to read, with the defaults of that stack's Kafka"],
    ],
    exitCodes: { 1: "with --from-cluster: something is not Synced or not Healthy" },
})
    .addArgument(new Argument("[name]", "a team: a folder of the stack's gitops.teams; default: all of them"))
    .addOption(stackFlag().makeOptionMandatory(false))
    .addOption(new Option("--from-cluster", "also read the kubeconfig's cluster"))
    .addOption(kubeconfigFlag())
    .addOption(contextFlag())
    .addOption(jsonFlag())
    .action(exitsWith(async (name, flags) => (await import("./run.ts")).run(name, flags)));
