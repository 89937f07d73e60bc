import { lstatSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { z } from "zod";
import { UsageError } from "../base/error";

/** Writes a file, and the folder it is in. */
export function writeInto(path: string, text: string): void {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
}

/**
 * Reads what jobs left in a folder, a JSON file each, at any depth; no folder is no files.
 *
 * @throws UsageError where one is not what `schema` says
 */
export function readAll<T>(folder: string, schema: z.ZodType<T>): T[] {
    return filesIn(folder)
        .filter((path) => path.endsWith(".json"))
        .sort()
        .map((path) => {
            const result = schema.safeParse(jsonOr(readFileSync(path, "utf8")));
            if (!result.success)
                throw new UsageError(`${path} is not what a job leaves: ${z.prettifyError(result.error)}`);
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
 * Reads a file that somebody else made: a plain file, of at most `limit` bytes of UTF-8, without control characters.
 *
 * @throws UsageError where it is anything else
 */
export function readStrange(path: string, limit: number): string {
    const stat = lstatSync(path, { throwIfNoEntry: false });
    if (!stat?.isFile()) throw new UsageError(`${path} is not there, or is no plain file.`);
    if (stat.size > limit) throw new UsageError(`${path} has ${stat.size} bytes; at most ${limit} are taken.`);
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
 * Reads a JSON array of stacks' names, as it is kept in a variable.
 *
 * @param key the variable's name, for the message
 * @throws UsageError where it is something else
 */
export function stackNames(key: string, value: string | undefined): string[] {
    const names = z.array(z.string().regex(/^[\w.-]{1,100}$/)).safeParse(jsonOr(value?.trim() || "[]"));
    if (names.success) return names.data;
    throw new UsageError(`${key} is ${value}: it takes a JSON array of stacks' names, such as ["eks"].`);
}
