import { relative } from "node:path";
import { root } from "../../base/checkout";
import {
    addonTools,
    argoCdFiles,
    capacityTools,
    type Located,
    locateTools,
    monitoringTools,
    toolNames,
} from "../../tools";
import { printJson } from "../frame/json";
import type { Report } from "./shape";
import { duration } from "../../tools/step";
import { plugInsPage, plugInsReport } from "./plugIns";

const additional = { addons: addonTools, monitoring: monitoringTools, capacity: capacityTools };

export interface Flags {
    /** The optional tools, in addition to those that commands need. */
    with?: keyof typeof additional;
    plugIns?: boolean;
    json?: boolean;
}

export async function run({ with: more, plugIns, json }: Flags): Promise<number> {
    if (plugIns) {
        if (json) printJson(plugInsReport());
        else console.log(plugInsPage());
        return 0;
    }
    const startedAt = Date.now();
    const names = more ? [...toolNames, ...additional[more]] : toolNames;
    const [located, files] = await Promise.all([locateTools(names), argoCdFiles()]);
    if (json) {
        const tools = names.map((name) => ({ name, ...located[name] }));
        const manifests = { version: files.version };
        printJson({ version: 1, tools, argoCdManifests: manifests } satisfies Report);
        return 0;
    }
    for (const name of names) console.log(row(name, located[name]));
    console.log(`${"Argo CD's manifests".padEnd(24)} ${files.version.padEnd(9)} .tools`);
    console.log(`All tools are there (${duration(Date.now() - startedAt)}).`);
    return 0;
}

function row(name: string, { path, version, origin }: Located): string {
    const where = origin === "built" ? `${relative(root, path)} (built here)` : path;
    return `${name.padEnd(24)} ${version.padEnd(9)} ${where}`;
}
