/**
 * How node loads this project: `--require` of this file. Types are taken out of a file by sucrase when it is first loaded,
 * and what is left is kept in `node_modules/.cache` by a hash of the text and of how it is read: the next start only reads it.
 */
const { createHash, randomUUID } = require("node:crypto");
const { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } = require("node:fs");
const Module = require("node:module");
const { join } = require("node:path");

const folder = join(__dirname, "../node_modules/.cache/typescript", require("sucrase/package.json").version);

Module._extensions[".ts"] = (module, path) => module._compile(javaScriptOf(readFileSync(path, "utf8"), path), path);

const options = { transforms: ["imports", "typescript"] };

/** @throws SyntaxError with the file, line and column */
function javaScriptOf(text, path) {
    const hash = createHash("sha256").update(JSON.stringify(options)).update(text).digest("hex");
    const kept = join(folder, `${hash}.js`);
    // What was cut short, on a full disk or in a cache that a pipeline took along, does not end in it.
    const end = `\n//${hash}`;
    const before = read(kept);
    if (before?.endsWith(end)) return before;
    const code = require("sucrase").transform(text, { ...options, filePath: path }).code + end;
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
    const part = `${file}.${randomUUID()}`;
    try {
        mkdirSync(folder, { recursive: true });
    } catch {
        return;
    }
    try {
        writeFileSync(part, text);
        renameSync(part, file);
    } catch {
        rmSync(part, { force: true });
    }
}

/**
 * What @pulumi/pulumi loads at each start and uses only where a function is turned into text, for AWS Lambda or a dynamic
 * provider: a third of the start-up. Each is loaded once something of it is asked for.
 */
const later = new Set(["typescript", "@npmcli/arborist"]);
const isWithoutTraces = Symbol("without traces");
const load = Module._load;
Module._load = (name, parent, isMain) => {
    const loaded = () => load(name, parent, isMain);
    if (!/[\\/]@pulumi[\\/]pulumi[\\/]/.test(parent?.filename ?? "")) return loaded();
    if (later.has(name)) return onceUsed(loaded);
    return /(^|\/)debuggable$/.test(name) ? withoutTraces(loaded()) : loaded();
};

function onceUsed(loaded) {
    // `__esModule`, or TypeScript's helper for `import *` would copy it, and load it.
    return new Proxy({}, { get: (_, key) => key === "__esModule" || loaded()[key] });
}

/**
 * The SDK notes of each of its promises where it was made, and prints that for PULUMI_DEBUG_PROMISE_LEAKS alone. To write
 * out a stack trace costs more than all else that is done for a promise.
 */
function withoutTraces(debuggable) {
    const { debuggablePromise, debugPromiseLeaks } = debuggable;
    // Asked for in a circle, it is not there yet: who has begun the circle comes by as well.
    if (!debuggablePromise || debugPromiseLeaks || isWithoutTraces in debuggablePromise) return debuggable;
    debuggable.debuggablePromise = (...of) => {
        const { stackTraceLimit } = Error;
        Error.stackTraceLimit = 0;
        try {
            return debuggablePromise(...of);
        } finally {
            Error.stackTraceLimit = stackTraceLimit;
        }
    };
    debuggable.debuggablePromise[isWithoutTraces] = true;
    return debuggable;
}
