/** The name of a record, from its subject: `refunds-value` becomes `Refunds`. */
const recordOf = (short: string): string =>
    short
        .replace(/-(key|value)$/, "")
        .split(/[^A-Za-z0-9]+/)
        .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
        .join("");

const packageOf = (team: string): string => `teams.${team.replaceAll("-", "_")}`;

/** An initial schema in a format, with one required field. */
export const beginnings: Readonly<Record<string, (team: string, short: string) => string>> = {
    avro: (team, short) =>
        `${JSON.stringify(
            {
                type: "record",
                name: recordOf(short),
                namespace: packageOf(team),
                fields: [{ name: "id", type: "string" }],
            },
            null,
            2,
        )}\n`,
    json: (_, short) =>
        `${JSON.stringify(
            {
                $schema: "http://json-schema.org/draft-07/schema#",
                title: recordOf(short),
                type: "object",
                properties: { id: { type: "string" } },
                required: ["id"],
                additionalProperties: false,
            },
            null,
            2,
        )}\n`,
    protobuf: (team, short) =>
        `syntax = "proto3";\npackage ${packageOf(team)};\n\nmessage ${recordOf(short)} {\n  string id = 1;\n}\n`,
};
