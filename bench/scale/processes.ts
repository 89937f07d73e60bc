import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** What a process has used since it started, and the memory that it has now. */
export interface Use {
    cpuSeconds: number;
    /** What it has read, from the network above all. */
    megabytesRead: number;
    /** Resident. */
    megabytes: number;
}

/** A clock tick of /proc is this long on every Linux that Node.js runs on (`getconf CLK_TCK`). */
const ticksPerSecond = 100;

/** From Linux's /proc (proc_pid_stat(5), proc_pid_io(5), proc_pid_status(5)). @throws Error where there is none, as on macOS */
export function readProcess(pid: number): Use {
    const of = (name: string) => readFileSync(`/proc/${pid}/${name}`, "utf8");
    // From the third field on: the second, in brackets, may contain spaces.
    const fields = of("stat").split(") ").at(-1)?.split(" ") ?? [];
    const found = (text: string, name: RegExp) => Number(name.exec(text)?.[1] ?? NaN);
    return {
        cpuSeconds: (Number(fields[11]) + Number(fields[12])) / ticksPerSecond,
        megabytesRead: found(of("io"), /^rchar: (\d+)/m) / 1e6,
        megabytes: (found(of("status"), /^VmRSS:\s+(\d+) kB/m) * 1024) / 1e6,
    };
}

/**
 * The process of a control plane whose name begins with this, by the file that it is written into.
 *
 * @param folder the control plane's data
 * @throws Error where it is not exactly one
 */
export function processOf(folder: string, name: string): number {
    const found = readdirSync(folder).filter((file) => file.startsWith(name) && file.endsWith(".pid"));
    const [file] = found;
    if (file === undefined || found.length > 1) throw new Error(`${name} has ${found.length} processes`);
    return Number(readFileSync(join(folder, file), "utf8"));
}
