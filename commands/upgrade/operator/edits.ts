import { execFile } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { isMap, isScalar, isSeq, parseDocument, type YAMLSeq } from "yaml";

/** A file that a step changes. */
export interface Edit {
    /** Relative to the checkout. */
    file: string;
    /** Undefined where the file is new. */
    before: string | undefined;
    after: string;
}

/** A kustomization with a component more, as its last. */
export function withComponent(text: string, path: string): string {
    const list = listOf(text, "components");
    const last = list?.items.at(-1);
    if (!list || !isScalar(last) || !last.range || list.flow)
        return rewritten(text, (doc) => (list ? doc.addIn(["components"], path) : doc.setIn(["components"], [path])));
    const start = text.lastIndexOf("\n", last.range[0]) + 1;
    const dash = text.slice(start, text.indexOf("-", start) + 1);
    const end = text.indexOf("\n", last.range[1]);
    const at = end < 0 ? text.length : end;
    return `${text.slice(0, at)}\n${dash} ${path}${text.slice(at)}`;
}

/** A kustomization without the component whose path a pattern matches; the list goes with its last one. */
export function withoutComponent(text: string, path: RegExp): string {
    const list = listOf(text, "components");
    const index = list?.items.findIndex((item) => isScalar(item) && path.test(String(item.value))) ?? -1;
    const item = list?.items[index];
    if (!list || !isScalar(item) || !item.range) return text;
    if (list.items.length === 1) return rewritten(text, (doc) => doc.delete("components"));
    if (list.flow) return rewritten(text, (doc) => doc.deleteIn(["components", index]));
    const start = text.lastIndexOf("\n", item.range[0]) + 1;
    const end = text.indexOf("\n", item.range[1]);
    return text.slice(0, start) + (end < 0 ? "" : text.slice(end + 1));
}

/** A YAML file with another tag for an image: under `images:` of a kustomization, and behind the image's own name. */
export function withTag(text: string, image: string, from: string, to: string): string {
    const spans: [start: number, end: number][] = [];
    const images = listOf(text, "images");
    for (const entry of images?.items ?? []) {
        if (!isMap(entry)) continue;
        const tag = entry.get("newTag", true);
        if (!String(entry.get("name")).endsWith(image) || !isScalar(tag) || !tag.range) continue;
        if (String(tag.value) === from) spans.push([tag.range[0], tag.range[1]]);
    }
    const tagged = spans.reverse().reduce((left, [start, end]) => {
        const quote = /^["']/.exec(left.slice(start, end))?.[0] ?? "";
        return left.slice(0, start) + quote + to + quote + left.slice(end);
    }, text);
    return tagged.replaceAll(`${image}:${from}`, `${image}:${to}`);
}

function listOf(text: string, key: string): YAMLSeq | undefined {
    const doc = parseDocument(text);
    const list: unknown = isMap(doc.contents) ? doc.contents.get(key, true) : undefined;
    return isSeq(list) ? list : undefined;
}

/** For what has another form than a list of lines: comments stay, blanks may not. */
function rewritten(text: string, change: (doc: ReturnType<typeof parseDocument>) => void): string {
    const doc = parseDocument(text);
    change(doc);
    return doc.toString({ lineWidth: 0 });
}

/** The edits as `git apply` takes them. */
export async function patchOf(edits: readonly Edit[]): Promise<string> {
    const folder = mkdtempSync(join(tmpdir(), "upgrade-"));
    const write = (side: string, file: string, text: string) => {
        mkdirSync(dirname(join(folder, side, file)), { recursive: true });
        writeFileSync(join(folder, side, file), text);
    };
    try {
        for (const side of ["a", "b"]) mkdirSync(join(folder, side));
        for (const { file, before, after } of edits) {
            if (before !== undefined) write("a", file, before);
            write("b", file, after);
        }
        return await gitDiff(folder);
    } finally {
        rmSync(folder, { recursive: true });
    }
}

/** The user's own settings (an external diff, colours, another prefix) have no business here. */
function gitDiff(folder: string): Promise<string> {
    const env = { ...process.env, GIT_CONFIG_GLOBAL: "/dev/null", GIT_CONFIG_SYSTEM: "/dev/null" };
    const args = ["diff", "--no-index", "--no-prefix", "--no-color", "--no-ext-diff", "a", "b"];
    return new Promise((resolve, reject) =>
        execFile("git", args, { cwd: folder, env }, (error, stdout) => {
            // Exit code 1 says that there is a difference.
            if (error && error.code !== 1) reject(new Error(error.message));
            else resolve(stdout);
        }),
    );
}
