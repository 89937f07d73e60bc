/**
 * The script of `npm test`: it runs the type check and the unit tests at the same time. Arguments are passed to mocha:
 * `npm test -- --grep NAME`. Type errors are printed at the end, after the tests.
 */
const { spawn } = require("node:child_process");
const { rmSync, statSync } = require("node:fs");
const { availableParallelism } = require("node:os");
const { join } = require("node:path");

const packages = join(__dirname, "../node_modules");
/** From tsconfig.json: what the compiler has found so far. */
const found = join(packages, ".cache/tsc/tsconfig.tsbuildinfo");

/** @returns the exit code, and what was written to standard output if that is a pipe */
function run(args, stdout) {
    const child = spawn(process.execPath, args, { stdio: ["ignore", stdout, "inherit"] });
    let text = "";
    child.stdout?.on("data", (part) => (text += String(part)));
    return new Promise((resolve) => child.on("close", (code) => resolve({ code: code ?? 1, text })));
}

/** `--build` checks nothing if no file of this project has changed since; it doesn't look for changes in packages. */
function checkTypes() {
    const changed = (file) => statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? 0;
    if (changed(join(packages, ".package-lock.json")) > changed(found)) rmSync(found, { force: true });
    return run([require.resolve("typescript/bin/tsc"), "--build", "--noEmit"], "pipe");
}

function testUnits() {
    // One more than there are cores, because some tests wait for a clock.
    const jobs = ["--parallel", "--jobs", String(availableParallelism() + 1)];
    const mocha = [require.resolve("mocha/bin/mocha.js"), "--config", join(__dirname, "unit.mocharc.json"), ...jobs];
    // Many objects are created and dropped at once: with more room for these, fewer are moved first (mocha passes this
    // to its jobs).
    return run(["--max-semi-space-size=64", ...mocha, ...process.argv.slice(2)], "inherit");
}

async function main() {
    const [types, unit] = await Promise.all([checkTypes(), testUnits()]);
    process.stdout.write(types.text);
    process.exitCode = types.code || unit.code;
}

void main();
