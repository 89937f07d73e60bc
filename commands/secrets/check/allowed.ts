import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { z } from "zod";
import { UsageError } from "../../../base/error";
import type { Finding } from "./finding";

/** At the top of a repository: lists files with something that only looks like a secret, and why. */
export const allowedFile = ".secrets-allowed.yaml";

const schema = z.strictObject({
    allowed: z.array(z.strictObject({ file: z.string().min(1), reason: z.string().min(10) })),
});

/**
 * The files to ignore.
 *
 * @throws UsageError for a list that cannot be read, or without reasons
 */
export function allowedIn(folder: string): string[] {
    const path = join(folder, allowedFile);
    if (!existsSync(path)) return [];
    const read = schema.safeParse(parse(readFileSync(path, "utf8")));
    if (!read.success) {
        const [issue] = read.error.issues;
        throw new UsageError(
            `${allowedFile}: ${issue?.path.join(".")}: ${issue?.message}. It takes a list allowed, of a file and a reason (10 letters or more) each.`,
        );
    }
    return read.data.allowed.map(({ file }) => file);
}

/** Removes what is allowed, and adds entries that allow nothing: the next secret there would pass unnoticed. */
export function withoutAllowed(findings: readonly Finding[], allowed: readonly string[]): Finding[] {
    const stale = allowed.filter((file) => !findings.some((finding) => finding.file === file));
    return [
        ...findings.filter(({ file }) => !allowed.includes(file)),
        ...stale.map((file) => ({
            file: allowedFile,
            line: 1,
            object: undefined,
            what: `an entry for ${file}, in which nothing was found`,
            fix: "remove the entry, so that a secret in that file is found",
        })),
    ];
}
