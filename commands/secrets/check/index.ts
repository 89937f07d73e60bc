import { spawnSync } from "node:child_process";
import { lstatSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { UsageError } from "../../../base/error";
import { allowedIn, withoutAllowed } from "./allowed";
import type { Finding } from "./finding";
import { inYaml } from "./objects";
import { byPattern } from "./patterns";
import { inSettings, isKeyStore, keyStore } from "./settings";

export type { Finding } from "./finding";

/**
 * Looks for secrets in plain text in every file of a working copy that Git tracks, or would add.
 *
 * @param folder its top
 * @param isWanted whether to check a file, by its path from there. Default: all
 * @throws UsageError if that is not a working copy
 */
export async function check(folder: string, isWanted: (file: string) => boolean = () => true): Promise<Finding[]> {
    const allowed = allowedIn(folder);
    const found: Finding[] = [];
    for (const file of filesOf(folder).filter(isWanted)) {
        if (isKeyStore(file)) found.push(keyStore(file));
        const text = textOf(join(folder, file));
        if (text === undefined) continue;
        const own = hasObjects(file, text) ? inYaml(file, text) : [];
        // What is reported with its object is not reported again for its form.
        const isKnown = ({ line }: Finding) => own.some((one) => one.line <= line && line <= one.until);
        found.push(...own.map(({ until: _, ...one }) => one));
        found.push(...[...(await byPattern(file, text)), ...inSettings(file, text)].filter((one) => !isKnown(one)));
    }
    return withoutAllowed(found, allowed).sort((one, other) =>
        one.file < other.file ? -1 : one.file > other.file ? 1 : one.line - other.line,
    );
}

/** YAML, templates of it, and JSON that contains an object. */
const hasObjects = (file: string, text: string): boolean =>
    /\.(ya?ml)(\.\w+)?$|(^|\/)Kustomization$/.test(file) ||
    /^(---\s*\n)?(apiVersion|kind):/.test(text) ||
    (file.endsWith(".json") && /"kind"\s*:/.test(text) && /"apiVersion"\s*:/.test(text));

/** Only text, and not the target of a link. */
function textOf(path: string): string | undefined {
    const status = lstatSync(path, { throwIfNoEntry: false });
    if (!status?.isFile()) return undefined;
    const bytes = readFileSync(path);
    // The encoding of files written by Windows' own tools.
    if (bytes[0] === 0xff && bytes[1] === 0xfe) return bytes.subarray(2).toString("utf16le");
    return bytes.subarray(0, 8000).includes(0) ? undefined : bytes.toString("utf8");
}

function filesOf(folder: string): string[] {
    const { GIT_DIR: _, GIT_WORK_TREE: __, GIT_INDEX_FILE: ___, ...env } = process.env;
    const words = ["ls-files", "--cached", "--others", "--exclude-standard", "-z"];
    const { status, stdout, stderr } = spawnSync("git", words, {
        cwd: folder,
        env,
        encoding: "utf8",
        maxBuffer: 1 << 28,
    });
    if (status !== 0)
        throw new UsageError(`${folder} is not a working copy of Git's: ${(stderr ?? "").trim() || "no git on PATH"}`);
    return [...new Set(stdout.split("\0").filter(Boolean))];
}
