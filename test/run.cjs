/**
 * What `npm test` runs: the types and the unit tests at the same time, each on a core of its own. Words are passed on to
 * mocha: `npm test -- --grep NAME`. What is wrong with types is said at the end, below the tests.
 */
const { spawn } = require("node:child_process");
const { availableParallelism } = require("node:os");
const { join } = require("node:path");

/** @returns the exit code, and what was written to the standard output where that is a pipe */
function run(script, args, stdout) {
    const child = spawn(process.execPath, [script, ...args], { stdio: ["ignore", stdout, "inherit"] });
    let text = "";
    child.stdout?.on("data", (part) => (text += String(part)));
    return new Promise((resolve) => child.on("close", (code) => resolve({ code: code ?? 1, text })));
}

async function main() {
    // Two at least: one job is none beside mocha's own process, which takes no part in the work.
    const jobs = Math.max(2, availableParallelism());
    const mocha = ["--config", join(__dirname, "unit.mocharc.json"), "--parallel", "--jobs", String(jobs)];
    const [types, unit] = await Promise.all([
        run(require.resolve("typescript/bin/tsc"), ["--noEmit"], "pipe"),
        run(require.resolve("mocha/bin/mocha.js"), [...mocha, ...process.argv.slice(2)], "inherit"),
    ]);
    process.stdout.write(types.text);
    process.exitCode = types.code || unit.code;
}

void main();
