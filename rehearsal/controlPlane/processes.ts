import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";

/** A process's command line, with words separated by spaces; empty if there is no such process, or it has ended. */
export function commandOf(pid: number): string {
    if (!Number.isInteger(pid) || pid <= 0) return "";
    if (process.platform === "linux") {
        try {
            return readFileSync(`/proc/${pid}/cmdline`, "utf8").replaceAll("\0", " ");
        } catch {
            return "";
        }
    }
    return spawnSync("ps", ["-o", "command=", "-p", String(pid)], { encoding: "utf8" }).stdout ?? "";
}
