import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { root } from "../../base/checkout";
import { exitCodes } from "../frame/exitCodes";
import { passSignalsTo } from "../frame/interrupt";

export interface Flags {
    grep?: string;
    invert?: boolean;
    bail?: boolean;
}

/** Runs mocha in a process of its own: it ends its process when the drills are done, and with their number as exit code. */
export async function run({ grep, invert, bail }: Flags): Promise<number> {
    const args = [
        ...["--config", join("test", "drill.mocharc.json")],
        ...(grep === undefined ? [] : ["--grep", grep]),
        ...(invert ? ["--invert"] : []),
        ...(bail ? ["--bail"] : []),
    ];
    const mocha = spawn(process.execPath, [require.resolve("mocha/bin/mocha.js"), ...args], {
        cwd: root,
        stdio: "inherit",
    });
    passSignalsTo(mocha);
    const [code, signal] = (await once(mocha, "exit")) as [number | null, NodeJS.Signals | null];
    if (signal ?? code === exitCodes.interrupted) return exitCodes.interrupted;
    return code === 0 ? exitCodes.done : exitCodes.finding;
}
