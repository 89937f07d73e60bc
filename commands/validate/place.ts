import { existsSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { type Document, isMap, isScalar, isSeq, LineCounter, type Node, parseAllDocuments } from "yaml";
import type { Resource } from "../../config/kustomize/resource";
import { textOf } from "../../config/kustomize/json";
import { parseImage } from "../../config/kustomize/images";
import type { Subject } from "../../config/problems";
import { at } from "../../config/workload/security/nodes";

/** A line of a file. */
export interface Place {
    /** Relative to the top of the checkout. */
    file: string;
    /** The first line is 1. */
    line: number;
}

/** The file that says what a folder is: an overlay, a team, or all teams; the folder itself if it has none. */
export const fileOf = (root: string, folder: string): string =>
    ["kustomization.yaml", "team.yaml", "rules.yaml"]
        .map((name) => join(folder, name))
        .find((file) => existsSync(join(root, file))) ?? folder;

/**
 * Where to fix a problem: the line of the field in the last file that sets it, otherwise the line with the object's
 * name.
 *
 * @param root the checkout
 * @param folder the overlay's, or the teams', if nothing is known
 */
export function placeOf(root: string, about: Subject | undefined, folder: string): Place {
    if (about === undefined) return { file: fileOf(root, folder), line: 1 };
    if ("file" in about) {
        const isFolder = !/\.\w+$|Kustomization$/.test(about.file);
        return { file: isFolder ? fileOf(root, about.file) : about.file, line: about.line ?? 1 };
    }
    const { resource, field } = about;
    return (field === undefined ? undefined : ofField(root, resource, field)) ?? ofObject(root, resource);
}

function ofField(root: string, resource: Resource, field: string): Place | undefined {
    const image = textOf(at(resource.object, field));
    const setter = resource.setBy.get(image);
    if (setter !== undefined) {
        const line = lineWith(textIn(root, setter), parseImage(image).name);
        if (line !== undefined) return { file: setter, line };
    }
    const path = /^(spec|metadata|data|stringData)\b/.test(field) ? field : `spec.${field}`;
    for (const file of [...resource.changedBy].reverse().concat(resource.file)) {
        const line = lineOfField(textIn(root, file), file, resource, path);
        if (line !== undefined) return { file, line };
    }
    return undefined;
}

function ofObject(root: string, { file, kind, name }: Resource): Place {
    const text = textIn(root, file);
    const found = objectsIn(text).find(({ document }) => isOf(document, kind, name));
    const node = found?.document.getIn(["metadata", "name"], true) as Node | undefined;
    const line = found && node?.range ? found.lines.linePos(node.range[0]).line : undefined;
    // The name of a generated object ends in a hash.
    return { file, line: line ?? lineWith(text, name) ?? lineWith(text, name.replace(/-[^-]+$/, "")) ?? 1 };
}

function lineOfField(text: string, file: string, { kind, name }: Resource, path: string): number | undefined {
    const [field = "", ...words] = path.split(" ");
    const isKustomization = /^kustomization\.ya?ml$|^Kustomization$/.test(basename(file));
    for (const { document, lines } of objectsIn(text)) {
        const lineAt = (offset: number) => lines.linePos(offset).line;
        if (isKustomization) {
            const line = inPatches(document, text, kind, name, words.at(-1) ?? lastOf(field), lineAt);
            if (line !== undefined) return line;
        } else if (isOf(document, kind, name) || document.get("kind") === undefined || isPatch(document, kind)) {
            const found = inNode(document.contents, field);
            if (!found) continue;
            const [word] = words.slice(-1);
            if (word === undefined) return lineAt(found.start);
            const within = text.slice(found.start, found.end).indexOf(word);
            if (within >= 0) return lineAt(found.start + within);
        }
    }
    return undefined;
}

/** A patch for all objects of a kind has a name of its own. */
const isPatch = (document: Document, kind: string): boolean =>
    document.get("kind") === kind && document.getIn(["spec"]) !== undefined;

const isOf = (document: Document, kind: string, name: string): boolean =>
    document.get("kind") === kind && document.getIn(["metadata", "name"]) === name;

const lastOf = (field: string): string =>
    field
        .split(/[.[\]]+/)
        .filter(Boolean)
        .at(-1) ?? "";

/** The line with a key in the last of a kustomization's patches for the object. */
function inPatches(
    document: Document,
    text: string,
    kind: string,
    name: string,
    key: string,
    lineAt: (offset: number) => number,
): number | undefined {
    const entries = ["patches", "patchesJson6902", "patchesStrategicMerge"].flatMap((list) => {
        const node = isMap(document.contents) ? document.get(list, true) : undefined;
        return isSeq(node) ? (node.items as Node[]) : [];
    });
    const word = new RegExp(`(?<![\\w-])${key.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")}(?![\\w-])`);
    for (const entry of entries.reverse()) {
        const [start = 0, end = 0] = entry.range ?? [];
        const part = text.slice(start, end);
        const within = word.exec(part);
        if (within && (part.includes(name) || part.includes(kind) || !part.includes("kind:")))
            return lineAt(start + within.index);
    }
    return undefined;
}

interface Range {
    start: number;
    end: number;
}

/** The pair at a path, whose keys may contain dots; list items may be missing from the path. */
function inNode(node: Node | null | undefined, path: string): Range | undefined {
    if (isSeq(node)) {
        const [, index, rest = ""] = /^\[?(\d+)\]?\.?(.*)$/.exec(path) ?? [];
        const items = index === undefined ? node.items : [node.items[Number(index)]];
        for (const item of items as (Node | undefined)[]) {
            if (index !== undefined && rest === "") return rangeOf(item);
            const found = inNode(item, index === undefined ? path : rest);
            if (found) return found;
        }
        return undefined;
    }
    if (!isMap(node)) return undefined;
    for (const { key, value } of node.items as { key: Node; value: Node | null }[]) {
        const name = isScalar(key) ? String(key.value) : "";
        const start = key.range?.[0] ?? 0;
        if (path === name) return { start, end: value?.range?.[1] ?? key.range?.[1] ?? start };
        if (name && (path.startsWith(`${name}.`) || path.startsWith(`${name}[`))) {
            const found = inNode(value, path.slice(name.length).replace(/^\./, ""));
            if (found) return found;
        }
    }
    return undefined;
}

const rangeOf = (node: Node | undefined): Range | undefined =>
    node?.range ? { start: node.range[0], end: node.range[1] } : undefined;

function objectsIn(text: string): { document: Document; lines: LineCounter }[] {
    const lines = new LineCounter();
    try {
        return [...parseAllDocuments(text, { lineCounter: lines, merge: true })]
            .filter((document) => isMap(document.contents))
            .map((document) => ({ document: document, lines }));
    } catch {
        return [];
    }
}

function lineWith(text: string, word: string): number | undefined {
    const line = text.split("\n").findIndex((one) => word !== "" && one.includes(word) && !/^\s*#/.test(one));
    return line < 0 ? undefined : line + 1;
}

function textIn(root: string, file: string): string {
    const path = join(root, file);
    return existsSync(path) ? readFileSync(path, "utf8") : "";
}
