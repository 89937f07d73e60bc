import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parseFlags } from "../commands/frame/flags";
import { runCommand } from "../commands/frame/run";
import { root } from "../base/checkout";
import { UsageError } from "../base/error";
import { describeMachine } from "../base/machine";
import * as crds from "./crds";
import * as diff from "./diff";
import * as loop from "./loop";
import { isMet, type Section } from "./measurement";
import { renderSection, updatePage } from "./page";
import * as startup from "./startup";
import * as tools from "./tools";
import * as up from "./up";

const usage = `Usage: npm run bench [-- --only startup|up|crds|loop|diff|tools] [--write]
  --only   measures one part; default: all, which takes twenty minutes
  --write  puts what was measured into docs/performance.md
Exit code 1 where a bound is not met.`;

interface Part {
    title: string;
    measure: (say: (line: string) => void) => Promise<Section>;
}

const parts: Record<string, Part> = {
    startup: { title: startup.title, measure: startup.measureStartup },
    up: { title: up.title, measure: up.measureUp },
    crds: { title: crds.title, measure: crds.measureCrds },
    loop: { title: loop.title, measure: loop.measureLoop },
    diff: { title: diff.title, measure: diff.measureDiff },
    tools: { title: tools.title, measure: tools.measureTools },
};

const page = join(root, "docs", "performance.md");

void runCommand(async () => {
    const flags = parseFlags(
        { only: { type: "string" }, write: { type: "boolean" }, help: { type: "boolean" } },
        usage,
    );
    if (flags.help) {
        console.log(usage);
        return 0;
    }
    const sections = new Map<string, string>();
    let areMet = true;
    for (const part of chosen(flags.only)) {
        const machine = describeMachine();
        const section = await part.measure((line) => console.error(line));
        const text = renderSection(section, machine, new Date().toISOString().slice(0, 10));
        console.log(text);
        sections.set(section.title, text);
        areMet &&= section.rows.every((row) => isMet(row) !== false);
    }
    if (flags.write) writePage(sections);
    return areMet ? 0 : 1;
});

function chosen(only: string | undefined): Part[] {
    if (only === undefined) return Object.values(parts);
    const part = parts[only];
    if (!part) throw new UsageError(`--only takes ${Object.keys(parts).join(", ")}, not ${only}.\n${usage}`);
    return [part];
}

function writePage(sections: ReadonlyMap<string, string>): void {
    const old = existsSync(page) ? readFileSync(page, "utf8") : "";
    const titles = Object.values(parts).map(({ title }) => title);
    writeFileSync(page, updatePage(old, sections, titles));
    console.error(`Written: ${page}`);
}
