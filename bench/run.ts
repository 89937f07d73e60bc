import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "../base/checkout";
import { describeMachine } from "../base/machine";
import * as crds from "./crds";
import * as diff from "./diff";
import * as loop from "./loop";
import { isMet, type Section } from "./measurement";
import { renderSection, updatePage } from "./page";
import type { PartName } from "./parts";
import * as preview from "./preview";
import * as scale from "./scale";
import * as startup from "./startup";
import * as test from "./test";
import * as tools from "./tools";
import * as up from "./up";

interface Part {
    title: string;
    measure: (say: (line: string) => void) => Promise<Section>;
}

const parts: Record<PartName, Part> = {
    startup: { title: startup.title, measure: startup.measureStartup },
    preview: { title: preview.title, measure: preview.measurePreview },
    diff: { title: diff.title, measure: diff.measureDiff },
    up: { title: up.title, measure: up.measureUp },
    crds: { title: crds.title, measure: crds.measureCrds },
    loop: { title: loop.title, measure: loop.measureLoop },
    scale: { title: scale.title, measure: scale.measureScale },
    test: { title: test.title, measure: test.measureTest },
    tools: { title: tools.title, measure: tools.measureTools },
};

const page = join(root, "docs", "performance.md");

export interface Flags {
    only?: PartName;
    write?: boolean;
}

export async function run(flags: Flags): Promise<number> {
    const sections = new Map<string, string>();
    let areMet = true;
    for (const part of flags.only ? [parts[flags.only]] : Object.values(parts)) {
        const machine = describeMachine();
        const section = await part.measure((line) => console.error(line));
        const text = renderSection(section, machine, new Date().toISOString().slice(0, 10));
        console.log(text);
        sections.set(section.title, text);
        areMet &&= section.rows.every((row) => isMet(row) !== false);
    }
    if (flags.write) writePage(sections);
    return areMet ? 0 : 1;
}

function writePage(sections: ReadonlyMap<string, string>): void {
    const old = existsSync(page) ? readFileSync(page, "utf8") : "";
    const titles = Object.values(parts).map(({ title }) => title);
    writeFileSync(page, updatePage(old, sections, titles));
    console.error(`Written: ${page}`);
}
