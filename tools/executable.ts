import { accessSync, constants, statSync } from "node:fs";
import { delimiter } from "node:path";

/**
 * The folders in a variable like PATH, in its order. Empty entries, which a shell treats as the current folder, are left
 * out.
 */
export const foldersOf = (path = ""): string[] => path.split(delimiter).filter((folder) => folder !== "");

/** Whether an executable file exists. */
export function isExecutable(file: string): boolean {
    try {
        accessSync(file, constants.X_OK);
        return statSync(file).isFile();
    } catch {
        return false;
    }
}
