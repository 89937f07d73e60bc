import { defineCommand, exitsWith } from "../frame/command";
import { contextFlag, cwdFlag, jsonFlag, kubeconfigFlag, stackOfFolderFlag } from "../frame/flags";
import { Option } from "@commander-js/extra-typings";

export const command = defineCommand({
    description:
        "Prints how to take a stack's Kafka from ZooKeeper to KRaft: where the migration stands, from the objects in the " +
        "cluster and in Git, and what to commit or run next. Changes nothing. Run it again after each step.",
    examples: [
        ["--stack classic", "the next step"],
        ["--stack classic --rollback", "the way back to ZooKeeper, as long as it is possible"],
        ["--stack classic --context k3d-confluent", "on a specific cluster"],
        ["--stack classic --json", "for a program to read"],
    ],
    exitCodes: {
        0: "nothing is left to do",
        1: "the migration is refused, because something has to be fixed first",
        3: "steps are left, or you have to wait",
    },
})
    .addOption(stackOfFolderFlag())
    .addOption(new Option("--rollback", "print the way back to ZooKeeper"))
    .addOption(kubeconfigFlag())
    .addOption(contextFlag())
    .addOption(cwdFlag())
    .addOption(jsonFlag())
    .action(exitsWith(async (flags) => (await import("./run.ts")).run(flags)));
