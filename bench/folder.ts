import { mkdirSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { root } from "../base/checkout";
import { isAlive } from "../base/processes";

const dataRoot = join(root, ".rehearsal");
const prefix = "bench-";

/** Works in an empty folder that is deleted afterwards. It also deletes what a killed benchmark has left. */
export async function inFolder<Result>(work: (folder: string) => Promise<Result>): Promise<Result> {
    mkdirSync(dataRoot, { recursive: true });
    for (const name of readdirSync(dataRoot)) {
        const pid = name.startsWith(prefix) && Number(name.split("-")[1]);
        if (pid && !isAlive(pid)) remove(join(dataRoot, name));
    }
    const folder = mkdtempSync(join(dataRoot, `${prefix}${process.pid}-`));
    try {
        return await work(folder);
    } finally {
        remove(folder);
    }
}

const remove = (folder: string): void => rmSync(folder, { recursive: true, force: true });
