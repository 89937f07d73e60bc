import { Argument, Option } from "@commander-js/extra-typings";
import { defineCommand, exitsWith } from "../frame/command";
import { jsonFlag, numberOf, yesFlag } from "../frame/flags";
import { whats } from "./whats";

export const command = defineCommand({
    description:
        "Writes the files of a new team in gitops/teams, of a new topic, schema or connector of one, or of a new environment, which is a " +
        "stack with an overlay of its own: new team, new topic, new schema, new connector, new environment. Asks for what no flag says, " +
        "where there is a terminal; shows the files, and holds them to the rules as validate does. Writes nothing that is refused, and " +
        "nothing over a file that is there.",
    examples: [
        [
            "team --team shipping --owner shipping@example.com --yes",
            "a team: its files are shown, and written without a question",
        ],
        ["topic --team payments --name refunds --partitions 6 --retention 7d --yes", "the topic payments.refunds"],
        ["schema --team payments --name refunds-value --type avro --yes", "a schema to begin with"],
        [
            "connector --team payments --name refunds-archive --class io.confluent.connect.s3.S3SinkConnector --setting topics=payments.refunds --yes",
            "a connector with its settings",
        ],
        ["environment --name qa --from staging --yes", "an environment that is made like another one"],
        ["environment --name live --from prod --promotes-from staging --yes", "one that is promoted to"],
    ],
    exitCodes: {
        1: "it is refused: by a rule, or because there is such a file. Nothing was written",
        3: "it was shown and not written: nobody said yes",
    },
})
    .addArgument(new Argument("<what>", "what is new").choices(whats))
    .addOption(new Option("--team <name>", "the team: a folder of gitops/teams"))
    .addOption(new Option("--name <name>", "of what is new, without the team's prefix"))
    .addOption(new Option("--owner <who>", "who answers for a team"))
    .addOption(new Option("--contact <where>", "where they are reached"))
    .addOption(new Option("--partitions <n>", "of a topic").argParser(numberOf))
    .addOption(
        new Option("--copies <n>", "of a topic; without it, as many as the cluster makes by itself").argParser(
            numberOf,
        ),
    )
    .addOption(new Option("--retention <time>", "how long a topic keeps its records, such as 12h or 7d"))
    .addOption(new Option("--type <name>", "of a schema").choices(["avro", "json", "protobuf"] as const))
    .addOption(new Option("--schema <file>", "a file with the schema; without it, one to begin with"))
    .addOption(new Option("--compatibility <mode>", "of a schema"))
    .addOption(new Option("--class <name>", "of a connector"))
    .addOption(new Option("--tasks <n>", "of a connector, at most").argParser(numberOf))
    .addOption(new Option("--setting <key=value...>", "a setting of a connector"))
    .addOption(new Option("--from <stack>", "the stack that a new environment is made like, also of examples/"))
    .addOption(new Option("--promotes-from <name>", "the environment that is promoted to a new one"))
    .addOption(yesFlag())
    .addOption(jsonFlag())
    .action(exitsWith(async (what, flags) => (await import("./run.ts")).run(what, flags)));
