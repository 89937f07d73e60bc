import { execFile } from "node:child_process";
import { statSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { type ToolName, tools } from "./catalogue";
import { foldersOf, isExecutable } from "./executable";
import { readText, type Store } from "./store";
import { isIn, versionIn } from "./version";

/** A binary, and the version that it reports. */
export interface Installed {
    path: string;
    version: string;
}

/** Versions that were queried before; the key identifies the file: path, size and modification time. */
type Known = Record<string, string>;

const limitMs = 10_000;

/**
 * Finds tools in an accepted version in the folders of PATH and KUBEBUILDER_ASSETS.
 *
 * @param store where versions are kept, so that a binary is only run once to query its own
 * @returns the first accepted binary of each tool; tools without one are left out
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

/** The version that a binary reports; empty if it reports none, or doesn't run. */
async function versionOf(path: string, versionArguments: string[]): Promise<string> {
    try {
        const { stdout } = await promisify(execFile)(path, versionArguments, { timeout: limitMs });
        return versionIn(stdout) ?? "";
    } catch {
        return "";
    }
}
