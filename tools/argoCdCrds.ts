import { cpSync, existsSync, mkdirSync, readdirSync, renameSync } from "node:fs";
import { dirname, join } from "node:path";
import { findGo } from "./go";
import { requiredVersion } from "./goMod";
import { goModOf } from "./pinned";
import { Store } from "./store";

const argoCd = "github.com/argoproj/argo-cd/v3";

/** Argo CD's CRDs: Application, ApplicationSet and AppProject. */
export interface ArgoCdCrds {
    /** Of Argo CD, without a `v`. */
    version: string;
    /** Absolute paths of YAML files. */
    files: string[];
}

/**
 * The CRDs in the pinned Argo CD module, kept in .tools once they are there.
 *
 * @throws ToolsError where they are not kept and Go is missing, or cannot download the module.
 */
export async function argoCdCrds(store = new Store()): Promise<ArgoCdCrds> {
    const version = requiredVersion(goModOf("control-plane"), argoCd);
    const folder = join(store.folder, "crds", `argo-cd-${version}`);
    if (!existsSync(folder)) await fetchCrds(store, folder);
    return { version, files: readdirSync(folder).map((name) => join(folder, name)) };
}

async function fetchCrds(store: Store, folder: string): Promise<void> {
    const go = await findGo("to get Argo CD's CRDs");
    const downloaded = await go.run({ module: "control-plane", args: ["mod", "download", "-json", argoCd] });
    const { Dir } = JSON.parse(downloaded) as { Dir: string };
    const source = join(Dir, "manifests", "crds");
    await store.inWorkFolder("argo-cd", (work) => {
        const half = join(work, "crds");
        mkdirSync(half);
        for (const name of readdirSync(source).filter((name) => name.endsWith("-crd.yaml"))) {
            cpSync(join(source, name), join(half, name));
        }
        mkdirSync(dirname(folder), { recursive: true });
        // Another process may have been quicker.
        if (!existsSync(folder)) renameSync(half, folder);
        return Promise.resolve();
    });
}
