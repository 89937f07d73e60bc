import { lstatSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { z } from "zod";
import { UsageError } from "../base/error";

/** Writes a file, and creates its folder. */
export function writeInto(path: string, text: string): void {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
}

/**
 * Reads the JSON files that jobs left in a folder, at any depth. A missing folder counts as empty.
 *
 * @throws UsageError if a file doesn't match `schema`
 */
export function readAll<T>(folder: string, schema: z.ZodType<T>): T[] {
    return filesIn(folder)
        .filter((path) => path.endsWith(".json"))
        .sort()
        .map((path) => {
            const result = schema.safeParse(jsonOr(readFileSync(path, "utf8")));
            if (!result.success)
                throw new UsageError(`${path} is not a file that a job has written: ${z.prettifyError(result.error)}`);
            return result.data;
        });
}

function filesIn(folder: string): string[] {
    try {
        return readdirSync(folder, { recursive: true, encoding: "utf8" }).map((name) => join(folder, name));
    } catch {
        return [];
    }
}

/**
 * Reads a file from an untrusted source: a regular file of at most `limit` bytes of UTF-8, without control characters.
 *
 * @throws UsageError for anything else
 */
export function readStrange(path: string, limit: number): string {
    const stat = lstatSync(path, { throwIfNoEntry: false });
    if (!stat?.isFile()) throw new UsageError(`${path} does not exist, or is not a regular file.`);
    if (stat.size > limit) throw new UsageError(`${path} has ${stat.size} bytes; at most ${limit} are allowed.`);
    try {
        const text = new TextDecoder("utf-8", { fatal: true }).decode(readFileSync(path));
        // eslint-disable-next-line no-control-regex -- they are what is looked for
        if (!/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/.test(text)) return text;
    } catch {
        // Falls through to the one refusal.
    }
    throw new UsageError(`${path} is not text.`);
}

function jsonOr(text: string): unknown {
    try {
        return JSON.parse(text) as unknown;
    } catch {
        return undefined;
    }
}

/**
 * Reads a JSON array of stack names from a variable.
 *
 * @param key the variable's name, for the message
 * @throws UsageError for anything else
 */
export function stackNames(key: string, value: string | undefined): string[] {
    const names = z.array(z.string().regex(/^[\w.-]{1,100}$/)).safeParse(jsonOr(value?.trim() || "[]"));
    if (names.success) return names.data;
    throw new UsageError(`${key} is ${value}: it takes a JSON array of stacks' names, such as ["eks"].`);
}
