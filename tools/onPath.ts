import { execFile } from "node:child_process";
import { statSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { type ToolName, tools } from "./catalogue";
import { foldersOf, isExecutable } from "./executable";
import { readText, type Store } from "./store";
import { isIn, versionIn } from "./version";

/** A binary, and the version it says it is. */
export interface Installed {
    path: string;
    version: string;
}

/** Versions as they were asked for once; the key says which file it was: path, size and time of change. */
type Known = Record<string, string>;

const limitMs = 10_000;

/**
 * Finds tools in a good version in the folders of PATH and KUBEBUILDER_ASSETS.
 *
 * @param store where versions are kept, so that a binary is run once to ask for its own.
 * @returns for each tool the first that is good; tools with none are left out.
 */
export async function findInstalled(store: Store, env = process.env): Promise<Partial<Record<ToolName, Installed>>> {
    const folders = [...(env.KUBEBUILDER_ASSETS ? [env.KUBEBUILDER_ASSETS] : []), ...foldersOf(env.PATH)];
    const keptPath = join(store.folder, "versions.json");
    const kept = JSON.parse(readText(keptPath) ?? "{}") as Known;
    const seen: Known = {};

    const found = await Promise.all(
        (Object.keys(tools) as ToolName[]).map(async (tool): Promise<[ToolName, Installed][]> => {
            const { onPath } = tools[tool];
            if (!onPath) return [];
            for (const folder of new Set(folders)) {
                const path = join(folder, tool);
                const key = fileKey(path);
                if (!key) continue;
                const version = (seen[key] = kept[key] ?? (await versionOf(path, onPath.versionArguments)));
                if (version && isIn(version, onPath.good)) return [[tool, { path, version }]];
            }
            return [];
        }),
    );
    if (JSON.stringify(seen) !== JSON.stringify(kept)) store.write(keptPath, JSON.stringify(seen));
    return Object.fromEntries(found.flat());
}

function fileKey(path: string): string | undefined {
    if (!isExecutable(path)) return undefined;
    const { size, mtimeMs } = statSync(path);
    return [path, size, mtimeMs].join(" ");
}

/** What a binary says its version is; empty where it does not say, or does not run. */
async function versionOf(path: string, versionArguments: string[]): Promise<string> {
    try {
        const { stdout } = await promisify(execFile)(path, versionArguments, { timeout: limitMs });
        return versionIn(stdout) ?? "";
    } catch {
        return "";
    }
}
