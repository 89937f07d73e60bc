import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { appendFileSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { root } from "../../base/checkout";
import { exitCodes } from "../frame/exitCodes";
import { passSignalsTo } from "../frame/interrupt";
import { printJson } from "../frame/json";
import type { Report } from "./shape";

export interface Flags {
    grep?: string;
    invert?: boolean;
    bail?: boolean;
    json?: boolean;
}

/** Runs mocha in a process of its own: it ends its process when the drills are done, with the failures as exit code. */
export async function run({ json, ...flags }: Flags): Promise<number> {
    if (!json) return endOf(mocha(flags));
    const folder = mkdtempSync(join(tmpdir(), "drill-"));
    try {
        const output = join(folder, "report.json");
        const code = await endOf(mocha(flags, ["--reporter", "json", "--reporter-option", `output=${output}`]));
        if (code !== exitCodes.interrupted) report(JSON.parse(readFileSync(output, "utf8")) as MochaReport);
        return code;
    } finally {
        rmSync(folder, { recursive: true });
    }
}

/** What drills print goes to the standard error where the standard output is JSON. */
function mocha({ grep, invert, bail }: Flags, reporter: string[] = []): ChildProcess {
    const args = [
        ...["--config", join("test", "drill.mocharc.json")],
        ...(grep === undefined ? [] : ["--grep", grep]),
        ...(invert ? ["--invert"] : []),
        ...(bail ? ["--bail"] : []),
        ...reporter,
    ];
    return spawn(process.execPath, [require.resolve("mocha/bin/mocha.js"), ...args], {
        cwd: root,
        stdio: ["inherit", reporter.length > 0 ? 2 : "inherit", "inherit"],
    });
}

async function endOf(child: ChildProcess): Promise<number> {
    passSignalsTo(child);
    const [code, signal] = (await once(child, "exit")) as [number | null, NodeJS.Signals | null];
    if (signal !== null || code === exitCodes.interrupted) return exitCodes.interrupted;
    return code === 0 ? exitCodes.done : exitCodes.finding;
}

/** https://mochajs.org/#json */
interface MochaReport {
    stats: { passes: number; failures: number; pending: number };
    failures: { fullTitle: string; file: string; err: { message?: string } }[];
}

function report({ stats, failures }: MochaReport): void {
    printJson({
        version: 1,
        passed: stats.passes,
        failed: stats.failures,
        skipped: stats.pending,
        failures: failures.map(({ fullTitle, file, err }) => ({ drill: fullTitle, file, message: err.message ?? "" })),
    } satisfies Report);
    const { TEST_COUNTS: counts } = process.env;
    // As the tests' own reporter does.
    if (counts) appendFileSync(counts, `${stats.passes} ${stats.failures} ${stats.pending}\n`);
}
