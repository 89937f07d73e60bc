import { availableParallelism, cpus, loadavg, totalmem } from "node:os";

/** Describes the machine in one line, without its name, and its load from other processes. */
export function describeMachine(): string {
    return [
        `${availableParallelism()} cores of ${cpus()[0]?.model.trim() ?? "an unknown processor"}`,
        `${Math.round(totalmem() / 2 ** 30)} GiB of memory`,
        `${process.platform} ${process.arch}`,
        `Node.js ${process.versions.node}`,
        `load ${(loadavg()[0] ?? 0).toFixed(1)} before`,
    ].join(", ");
}
