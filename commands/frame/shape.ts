import { z } from "zod";

/** What a command prints with `--json`. A field that is taken away or means something else makes another version. */
export interface Shape {
    version: number;
    schema: z.ZodType;
}

/** The JSON Schema of a shape, as docs/json has it. Fields may come to be added: a reader lets them pass. */
export const jsonSchemaOf = (command: string, { version, schema }: Shape): Record<string, unknown> => ({
    $id: `urn:confluent-gitops:json:${command}:v${version}`,
    title: `npx confluent-gitops ${command} --json`,
    ...z.toJSONSchema(schema, { io: "input" }),
});
