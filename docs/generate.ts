import { mkdirSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { shapes } from "../commands/shapes";
import { configurationPage } from "../config/page";
import { commandsPage } from "./commandsPage";
import { schemaFile, schemaText } from "./json";
import { rulesPage } from "./rulesPage";

/** The pages that are made from the code, by their path from docs/. */
export async function generated(): Promise<Record<string, string>> {
    return {
        "configuration.md": configurationPage(),
        "COMMANDS.md": await commandsPage(),
        "validation-rules.md": rulesPage(),
        ...Object.fromEntries(
            Object.entries(shapes).map(([name, shape]) => [schemaFile(name, shape), schemaText(name, shape)]),
        ),
    };
}

/** Writes them. */
export async function generate(): Promise<void> {
    const schemas = join(__dirname, "json");
    mkdirSync(schemas, { recursive: true });
    for (const name of readdirSync(schemas)) rmSync(join(schemas, name));
    for (const [path, text] of Object.entries(await generated())) writeFileSync(join(__dirname, path), text);
}
