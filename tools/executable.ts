import { accessSync, constants, statSync } from "node:fs";
import { delimiter } from "node:path";

/** The folders in a variable like PATH, in its order. An empty entry, which a shell takes for its own folder, is left out. */
export const foldersOf = (path = ""): string[] => path.split(delimiter).filter((folder) => folder !== "");

/** Whether there is a file, and it may be run. */
export function isExecutable(file: string): boolean {
    try {
        accessSync(file, constants.X_OK);
        return statSync(file).isFile();
    } catch {
        return false;
    }
}
