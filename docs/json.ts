import { jsonSchemaOf, type Shape } from "../commands/frame/shape";

/** Where the JSON Schema of what a command prints is, from docs/. */
export const schemaFile = (command: string, { version }: Shape): string => `json/${command}.v${version}.schema.json`;

/** The file's text. */
export const schemaText = (command: string, shape: Shape): string =>
    `${JSON.stringify(jsonSchemaOf(command, shape), null, 2)}\n`;
