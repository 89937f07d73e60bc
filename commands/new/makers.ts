import { existsSync, readFileSync } from "node:fs";
import { BadUsage } from "../../base/error";
import { platformFolder, prefixOf, teamFile, teamName } from "../../config/workload/teams/names";
import { milliseconds } from "../../config/workload/teams/rulesFile";
import { connectorObject, schemaObjects, topicObject, yamlOf } from "../frame/applied";
import type { Answers } from "./answers";
import { beginnings } from "./beginnings";
import { environmentFiles } from "./environment";
import type { NewFile } from "./newFile";
import type { What } from "./whats";

/** Creates the files of each kind from the answers. @param folder of all teams @param root the checkout */
export const makers: Record<What, (answers: Answers, folder: string, root: string) => Promise<NewFile[]>> = {
    team: async (answers, folder) => {
        const team = await teamOf(answers, "What is the team called");
        const owner = await answers.text("owner", "Who answers for it, as an address");
        const { contact } = answers.flags;
        return [file(`${folder}/${team}/${teamFile}`, { owner, ...(contact !== undefined && { contact }) })];
    },

    topic: async (answers, folder) => {
        const { team, name, short } = await named(answers, "topic");
        const partitionCount = await answers.number("partitions", "How many partitions", 3);
        const time = await answers.text("retention", "How long does it keep a record", "7d");
        const { copies } = answers.flags;
        const retention = milliseconds(time);
        if (retention === undefined) throw new BadUsage(`--retention takes a time such as 12h or 7d, not ${time}.`);
        const spec = {
            partitionCount,
            ...(copies !== undefined && { replicas: copies }),
            configs: { "retention.ms": String(retention) },
        };
        return [file(`${folder}/${team}/topics/${short}.yaml`, topicObject(name, spec))];
    },

    schema: async (answers, folder) => {
        const { team, name, short } = await named(answers, "schema's subject, such as orders-value");
        const format = await answers.text(
            "type",
            "Avro, JSON Schema or Protobuf: avro, json or protobuf",
            typeOf(answers.flags.schema),
        );
        const begin = beginnings[format];
        if (!begin) throw new BadUsage(`--type takes avro, json or protobuf, not ${format}.`);
        const compatibilityLevel = await answers.text("compatibility", "Which compatibility", "BACKWARD");
        const { schema: path } = answers.flags;
        if (path !== undefined && !existsSync(path)) throw new BadUsage(`--schema ${path}: there is no such file.`);
        const text = path === undefined ? begin(team, short) : readFileSync(path, "utf8");
        const objects = schemaObjects(name, { format, text, compatibilityLevel });
        return [file(`${folder}/${team}/schemas/${short}.yaml`, ...objects)];
    },

    connector: async (answers, folder) => {
        const { team, name, short } = await named(answers, "connector");
        const className = await answers.text("class", "Of which class");
        const taskMax = await answers.number("tasks", "How many tasks at most", 1);
        const spec = {
            class: className,
            taskMax,
            configs: settingsOf(answers.flags.setting),
            restartPolicy: { type: "OnFailure", maxRetry: 10 },
        };
        return [file(`${folder}/${team}/connectors/${short}.yaml`, connectorObject(name, spec))];
    },

    environment: (answers, _, root) => environmentFiles(answers, root),
};

async function named(answers: Answers, what: string): Promise<{ team: string; name: string; short: string }> {
    const team = await teamOf(answers, "Of which team");
    const said = await answers.text("name", `What is the ${what} called, without ${prefixOf(team)}`);
    const short = said.startsWith(prefixOf(team)) ? said.slice(prefixOf(team).length) : said;
    // It also becomes the name of a file.
    if (!/^[\w-][\w.-]*$/.test(short))
        throw new BadUsage(`--name takes letters, digits, dots and dashes, not ${said}.`);
    return { team, name: prefixOf(team) + short, short };
}

async function teamOf(answers: Answers, question: string): Promise<string> {
    const team = await answers.text("team", question);
    if (teamName.test(team) && team !== platformFolder) return team;
    throw new BadUsage(
        `--team takes at most 42 lower-case letters, digits and dashes, and not ${platformFolder}; not ${team}.`,
    );
}

/** The extension of a file, which says how its schema is written. */
const typeOf = (path = ""): string => (path.endsWith(".proto") ? "protobuf" : path.endsWith(".json") ? "json" : "avro");

function settingsOf(settings: readonly string[] = []): Record<string, string> {
    return Object.fromEntries(
        settings.map((setting) => {
            const at = setting.indexOf("=");
            if (at < 1)
                throw new BadUsage("--setting takes KEY=VALUE, such as topics=payments.orders, not what was given.");
            return [setting.slice(0, at), setting.slice(at + 1)];
        }),
    );
}

const file = (path: string, ...documents: object[]): NewFile => ({
    path,
    text: yamlOf(...documents),
});
