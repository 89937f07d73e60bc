import { chmodSync, cpSync, existsSync, mkdirSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { requiredVersion } from "./goMod";
import { copyWritable, downloadModule } from "./moduleFiles";
import { goModOf } from "./pinned";
import { Store } from "./store";

const argoCd = "github.com/argoproj/argo-cd/v3";

/** Files in Argo CD's module, in addition to its program. Paths are absolute. */
export interface ArgoCdFiles {
    /** The version of Argo CD, without a `v`. */
    version: string;
    /** YAML files of its CRDs: Application, ApplicationSet and AppProject. */
    crds: string[];
    /** Folder of its manifests, as for a plain `kubectl apply`: `config/`, `repo-server/` and so on. */
    base: string;
    /** Folder of the one script that its repo server looks for on the PATH. */
    scripts: string;
}

/**
 * The files in the pinned Argo CD module, which are kept in .tools after the first time.
 *
 * @throws ToolsError if they aren't there yet and Go is missing, or can't download the module
 */
export async function argoCdFiles(store = new Store()): Promise<ArgoCdFiles> {
    const version = requiredVersion(goModOf("control-plane"), argoCd);
    const folder = join(store.folder, `argo-cd-${version}`);
    if (!existsSync(folder)) await fetchFiles(store, folder);
    const crds = readdirSync(join(folder, "crds")).map((name) => join(folder, "crds", name));
    return { version, crds, base: join(folder, "base"), scripts: join(folder, "scripts") };
}

async function fetchFiles(store: Store, folder: string): Promise<void> {
    const source = await downloadModule("control-plane", argoCd, "Argo CD's manifests");
    await store.keep(folder, "argo-cd", (half) => {
        for (const part of ["crds", "scripts"]) mkdirSync(join(half, part), { recursive: true });
        const crds = join(source, "manifests", "crds");
        for (const name of readdirSync(crds).filter((name) => name.endsWith("-crd.yaml"))) {
            cpSync(join(crds, name), join(half, "crds", name));
        }
        copyWritable(join(source, "manifests", "base"), join(half, "base"));
        const script = join(half, "scripts", "git-verify-wrapper.sh");
        cpSync(join(source, "hack", "git-verify-wrapper.sh"), script);
        chmodSync(script, 0o755);
    });
}
