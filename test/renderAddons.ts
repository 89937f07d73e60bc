import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Addon, readAddons } from "../config/workload/addons";
import { root } from "./harness";

/**
 * The addons in an overlay of `gitops/addons`, as Argo CD renders them: it adds the patches to the overlay's
 * kustomization.
 *
 * @param patches those in the Application's spec.source.kustomize
 */
export function renderAddons(overlay: string, patches: readonly object[]): readonly Addon[] {
    const folder = mkdtempSync(join(tmpdir(), "addons-"));
    try {
        cpSync(join(root, "gitops/addons"), folder, { recursive: true });
        const file = join(folder, "overlays", overlay, "kustomization.yaml");
        writeFileSync(file, `${readFileSync(file, "utf8")}patches: ${JSON.stringify(patches)}\n`);
        return readAddons(folder, join("overlays", overlay)).addons;
    } finally {
        rmSync(folder, { recursive: true, force: true });
    }
}
