import { defineCommand, exitsWith } from "../frame/command";
import { contextFlag, cwdFlag, jsonFlag, kubeconfigFlag, stackOfFolderFlag } from "../frame/flags";
import { Option } from "@commander-js/extra-typings";

export const command = defineCommand({
    description:
        "Prints how to take a stack's Kafka from ZooKeeper to KRaft: where the migration stands, by the objects in the cluster and " +
        "what Git has, and what to commit or run next. Changes nothing. Run it again after each step.",
    examples: [
        ["--stack classic", "the next step"],
        ["--stack classic --rollback", "the way back to ZooKeeper, as long as there is one"],
        ["--stack classic --context k3d-confluent", "on a certain cluster"],
        ["--stack classic --json", "for a program to read"],
    ],
    exitCodes: {
        0: "nothing is left to do",
        1: "the migration is refused, as something has to be put right first",
        3: "steps are left, or it has to be waited",
    },
})
    .addOption(stackOfFolderFlag())
    .addOption(new Option("--rollback", "print the way back to ZooKeeper"))
    .addOption(kubeconfigFlag())
    .addOption(contextFlag())
    .addOption(cwdFlag())
    .addOption(jsonFlag())
    .action(exitsWith(async (flags) => (await import("./run.ts")).run(flags)));
