import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { configurationPage } from "../config/page";

writeFileSync(join(__dirname, "configuration.md"), configurationPage());
