import { z } from "zod";

/** What a command prints with `--json`. Removing a field, or changing its meaning, requires a new version. */
export interface Shape {
    version: number;
    schema: z.ZodType;
}

/** The JSON Schema of a shape, as in docs/json. New fields may be added, so readers have to ignore unknown ones. */
export const jsonSchemaOf = (command: string, { version, schema }: Shape): Record<string, unknown> => ({
    $id: `urn:confluent-gitops:json:${command}:v${version}`,
    title: `npx confluent-gitops ${command} --json`,
    ...z.toJSONSchema(schema, { io: "input" }),
});
