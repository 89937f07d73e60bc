import { mkdtempSync, mkdirSync } from "node:fs";
import { join, resolve } from "node:path";

/** Where the control planes of this checkout keep their data. Git ignores it. */
export const dataRoot = resolve(__dirname, "../../.rehearsal");

/** How the folders in it are named. The guardian deletes no other. */
export const folderPrefix = "control-plane-";

/** A new folder for one control plane, that only this user may read. */
export function makeFolder(): string {
    mkdirSync(dataRoot, { recursive: true });
    return mkdtempSync(join(dataRoot, folderPrefix));
}
