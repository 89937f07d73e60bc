import { chmodSync, cpSync, existsSync, mkdirSync, readdirSync, renameSync, statSync } from "node:fs";
import { dirname, join } from "node:path";
import { type ModuleName, type ToolName, tools } from "./catalogue";
import { findGo } from "./go";
import { pinnedVersion } from "./pinned";
import { Store } from "./store";

/**
 * A file or a folder of the source that a tool is built from, such as the CRDs of its project: a copy, kept in .tools.
 *
 * @param path in the Go module that the tool is of, such as `deploy/crds`
 * @returns where the copy is, an absolute path
 * @throws ToolsError where it is not kept and Go is missing, or cannot download the module
 */
export async function moduleFiles(tool: ToolName, path: string, store = new Store()): Promise<string> {
    // One folder for each path: a folder that holds another one is not there with it.
    const kept = join(store.folder, "files", `${tool}-${pinnedVersion(tool)}`, path.replaceAll("/", "_"));
    if (existsSync(kept)) return kept;
    const { module, of } = tools[tool];
    const source = join(await downloadModule(module, of, `${path} of ${tool}`), path);
    await store.inWorkFolder(`files-${tool}`, (work) => {
        const half = join(work, "files");
        copyWritable(source, half);
        mkdirSync(dirname(kept), { recursive: true });
        // Another process may have been quicker.
        if (!existsSync(kept)) renameSync(half, kept);
        return Promise.resolve();
    });
    return kept;
}

/**
 * Downloads a Go module that one of ours requires.
 *
 * @param purpose what of it is wanted, as a message says it where there is no Go: `Argo CD's manifests`
 * @returns its folder, write-protected, and Go's own
 */
export async function downloadModule(module: ModuleName, of: string, purpose: string): Promise<string> {
    const go = await findGo(`to get ${purpose}`);
    const downloaded = await go.run({ module, args: ["mod", "download", "-json", of] });
    return (JSON.parse(downloaded) as { Dir: string }).Dir;
}

/** Copies a file or a folder. Go keeps its modules write-protected, and a copy that is so could not be deleted by a user. */
export function copyWritable(from: string, to: string): void {
    cpSync(from, to, { recursive: true });
    if (statSync(to).isFile()) return chmodSync(to, 0o644);
    for (const entry of readdirSync(to, { recursive: true, withFileTypes: true })) {
        chmodSync(join(entry.parentPath, entry.name), entry.isDirectory() ? 0o755 : 0o644);
    }
    chmodSync(to, 0o755);
}
