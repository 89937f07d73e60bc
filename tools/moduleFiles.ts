import { chmodSync, cpSync, existsSync, readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { type ModuleName, type ToolName, tools } from "./catalogue";
import { findGo, type Go } from "./go";
import { pinnedVersion } from "./pinned";
import { Store } from "./store";

/**
 * A copy in .tools of a file or folder in the source of a tool, such as its project's CRDs.
 *
 * @param path in the tool's Go module, such as `deploy/crds`
 * @returns the copy's absolute path
 * @throws ToolsError if there is no copy yet and Go is missing, or can't download the module
 */
export async function moduleFiles(tool: ToolName, path: string, store = new Store()): Promise<string> {
    // A folder for each path, because a copied folder doesn't make its parent complete.
    const kept = join(store.folder, "files", `${tool}-${pinnedVersion(tool)}`, path.replaceAll("/", "_"));
    if (existsSync(kept)) return kept;
    const { module, of } = tools[tool];
    const source = join(await downloadModule(module, of, `${path} of ${tool}`), path);
    await store.keep(kept, `files-${tool}`, (half) => copyWritable(source, half));
    return kept;
}

/**
 * Downloads a Go module that one of ours requires.
 *
 * @param purpose what is needed from it, for the message if there is no Go: `Argo CD's manifests`
 * @returns its folder, write-protected and owned by Go
 */
export async function downloadModule(module: ModuleName, of: string, purpose: string): Promise<string> {
    return downloadWith(await findGo(`to get ${purpose}`), module, of);
}

/** The same, with a Go that was found already. */
export async function downloadWith(go: Go, module: ModuleName, of: string): Promise<string> {
    const downloaded = await go.run({ module, args: ["mod", "download", "-json", of] });
    return (JSON.parse(downloaded) as { Dir: string }).Dir;
}

/** Copies a file or a folder. Go write-protects its modules, and a user could not delete such a copy. */
export function copyWritable(from: string, to: string): void {
    cpSync(from, to, { recursive: true });
    if (statSync(to).isFile()) return chmodSync(to, 0o644);
    for (const entry of readdirSync(to, { recursive: true, withFileTypes: true })) {
        chmodSync(join(entry.parentPath, entry.name), entry.isDirectory() ? 0o755 : 0o644);
    }
    chmodSync(to, 0o755);
}
