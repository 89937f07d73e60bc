import { defineCommand, exitsWith } from "../frame/command";
import {
    certificateAuthorityFlag,
    clientCertificateFlag,
    clientKeyFlag,
    contextFlag,
    cwdFlag,
    jsonFlag,
    kafkaRestFlag,
    kubeconfigFlag,
    stackOfFolderFlag,
} from "../frame/flags";

export const command = defineCommand({
    description:
        "Prints how a standby cluster takes over from the primary that it mirrors by a cluster link, and how the primary takes over again: " +
        "the state of each mirror topic and how far it is behind, what would be lost, and what to commit next. Changes nothing. It refuses " +
        "to go on while messages would be lost, unless --lose says that they may be. Run it again after each step. Lags are read from " +
        "Kafka's REST API; its user and password come from KAFKA_REST_USER and KAFKA_REST_PASSWORD.",
    examples: [
        [
            "--stack dr-standby --kafka-rest https://localhost:8090",
            "whether the standby can take over, and the next step",
        ],
        ["--stack dr-standby --kafka-rest https://localhost:8090 --lose", "the same, although the primary is gone"],
        ["--stack dr-standby --back dr-primary --context primary", "the way back, on the primary's cluster"],
        ["--stack dr-standby --json", "for a program to read"],
    ],
    exitCodes: {
        0: "the cluster takes writes, or the way back is complete",
        1: "it is refused: messages would be lost, or something has to be fixed first",
        3: "steps are left, or you have to wait",
    },
})
    .addOption(stackOfFolderFlag())
    .option(
        "--back <stack>",
        "the way back: the primary's stack, which takes over again, and whose cluster is looked at",
    )
    .option("--lose", "go on although messages are lost: those that are on the other cluster alone")
    .addOption(kafkaRestFlag())
    .addOption(certificateAuthorityFlag())
    .addOption(clientCertificateFlag())
    .addOption(clientKeyFlag())
    .addOption(kubeconfigFlag())
    .addOption(contextFlag())
    .addOption(cwdFlag())
    .addOption(jsonFlag())
    .action(exitsWith(async (flags) => (await import("./run.ts")).run(flags)));
