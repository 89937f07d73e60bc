/**
 * What `npm test` runs: the types and the unit tests at the same time. Words are passed on to mocha:
 * `npm test -- --grep NAME`. What is wrong with types is said at the end, below the tests.
 */
const { spawn } = require("node:child_process");
const { rmSync, statSync } = require("node:fs");
const { availableParallelism } = require("node:os");
const { join } = require("node:path");

const packages = join(__dirname, "../node_modules");
/** Of tsconfig.json: what the compiler has found out so far. */
const found = join(packages, ".cache/tsc/tsconfig.tsbuildinfo");

/** @returns the exit code, and what was written to the standard output where that is a pipe */
function run(args, stdout) {
    const child = spawn(process.execPath, args, { stdio: ["ignore", stdout, "inherit"] });
    let text = "";
    child.stdout?.on("data", (part) => (text += String(part)));
    return new Promise((resolve) => child.on("close", (code) => resolve({ code: code ?? 1, text })));
}

/** `--build` looks whether a file of this project has changed since, and checks nothing where none has; of packages it does not. */
function checkTypes() {
    const changed = (file) => statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? 0;
    if (changed(join(packages, ".package-lock.json")) > changed(found)) rmSync(found, { force: true });
    return run([require.resolve("typescript/bin/tsc"), "--build", "--noEmit"], "pipe");
}

function testUnits() {
    // One more than cores: some tests wait for a clock.
    const jobs = ["--parallel", "--jobs", String(availableParallelism() + 1)];
    const mocha = [require.resolve("mocha/bin/mocha.js"), "--config", join(__dirname, "unit.mocharc.json"), ...jobs];
    // Much is made and thrown away at once: with more room for that, less of it is moved before (mocha hands this on to its jobs).
    return run(["--max-semi-space-size=64", ...mocha, ...process.argv.slice(2)], "inherit");
}

async function main() {
    const [types, unit] = await Promise.all([checkTypes(), testUnits()]);
    process.stdout.write(types.text);
    process.exitCode = types.code || unit.code;
}

void main();
