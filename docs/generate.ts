import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { configurationPage } from "../config/page";

/** Writes the pages that are made from the code. */
export function generate(): void {
    writeFileSync(join(__dirname, "configuration.md"), configurationPage());
}
