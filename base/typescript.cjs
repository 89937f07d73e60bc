/**
 * How node loads this project: `--require` of this file. Types are taken out of a file by sucrase when it is first loaded,
 * and what is left is kept in `node_modules/.cache` by the text's hash: the next start only reads it.
 */
const { createHash } = require("node:crypto");
const { mkdirSync, readFileSync, renameSync, writeFileSync } = require("node:fs");
const Module = require("node:module");
const { join } = require("node:path");

const folder = join(__dirname, "../node_modules/.cache/typescript", require("sucrase/package.json").version);

Module._extensions[".ts"] = (module, path) => module._compile(javaScriptOf(readFileSync(path, "utf8"), path), path);

/** @throws SyntaxError with the file, line and column */
function javaScriptOf(text, path) {
    const kept = join(folder, `${createHash("sha256").update(text).digest("hex")}.js`);
    const before = read(kept);
    if (before) return before;
    const { code } = require("sucrase").transform(text, { transforms: ["imports", "typescript"], filePath: path });
    write(kept, code);
    return code;
}

function read(file) {
    try {
        return readFileSync(file, "utf8");
    } catch {
        return undefined;
    }
}

/** Whole or not at all, as others may read it. A disk that is full or read-only costs the next start some time. */
function write(file, text) {
    const part = `${file}.${process.pid}`;
    try {
        mkdirSync(folder, { recursive: true });
        writeFileSync(part, text);
        renameSync(part, file);
    } catch {
        return;
    }
}

/**
 * What @pulumi/pulumi loads at each start and uses only where a function is turned into text, for AWS Lambda or a dynamic
 * provider: a third of the start-up. Each is loaded once something of it is asked for.
 */
const later = new Set(["typescript", "@npmcli/arborist"]);
const load = Module._load;
Module._load = (name, parent, isMain) =>
    later.has(name) && /[\\/]@pulumi[\\/]pulumi[\\/]/.test(parent?.filename ?? "")
        ? onceUsed(() => load(name, parent, isMain))
        : load(name, parent, isMain);

function onceUsed(loaded) {
    // `__esModule`, or TypeScript's helper for `import *` would copy it, and load it.
    return new Proxy({}, { get: (_, key) => key === "__esModule" || loaded()[key] });
}
