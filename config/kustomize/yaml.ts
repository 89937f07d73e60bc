import { type Document, isScalar, LineCounter, type Pair, parseAllDocuments, visit } from "yaml";
import { OverlayError, UnfollowedError } from "./error";
import type { Json } from "./json";

type ReadBy = "kyaml" | "json" | "anyone";

/**
 * The YAML documents in `text`, with merge keys (`<<`) resolved as Kustomize does, and without empty documents.
 *
 * @param file named, with the line, if the text isn't YAML, or if Kustomize's parser reads something in it differently
 * @param readBy what reads it in Kustomize: `kyaml` for resources and merge patches, `json` for kustomizations and JSON
 * patches (as YAML 1.1, in which `yes` and `on` are true), `anyone` for files that Kustomize doesn't read
 */
export function parseDocuments(text: string, file: string, readBy: ReadBy = "kyaml"): Json[] {
    const key = JSON.stringify([readBy, file, text]);
    const found = parsed.get(key) ?? parse(text, file, readBy);
    parsed.set(key, found);
    return structuredClone(found);
}

/** What was parsed in this process, because many overlays share the same bases and components. */
const parsed = new Map<string, Json[]>();

function parse(text: string, file: string, readBy: ReadBy): Json[] {
    const lineCounter = new LineCounter();
    const lineOf = (offset: number | undefined) => `${file}:${lineCounter.linePos(offset ?? 0).line}`;
    const found: Json[] = [];
    // Iterated, not spread: the library types an empty stream as a tuple.
    for (const document of parseAllDocuments(text, { lineCounter, merge: true })) {
        const error = document.errors[0];
        if (error) {
            throw new OverlayError(lineOf(error.pos[0]), `is not YAML: ${plain(error.message)}`, "fix that line");
        }
        dropAddedLineEnd(document, text);
        const unclear = readBy === "anyone" ? undefined : firstUnclear(document, readBy);
        if (unclear) throw new UnfollowedError(lineOf(unclear.offset), unclear.what);
        const value = toJson(document, file);
        if (value !== null) found.push(value);
    }
    return found;
}

function toJson(document: Document, file: string): Json {
    try {
        return document.toJS() as Json;
    } catch (error) {
        // An alias or a merge key that can't be resolved.
        throw new OverlayError(file, `is not YAML: ${plain((error as Error).message)}`, "fix its anchors and aliases");
    }
}

/**
 * The parser's message without its position, which is reported separately, and without quoted text, which may be a
 * password whose own quotes are missing.
 */
const plain = (words: string): string =>
    words.replace(/ at line \d+[^]*/, "").replace(/^(Unresolved alias|Block scalar header)([^:]*):[^]*/, "$1$2");

/** A block of text at the end of a file ends with a line end only if the file does. The library always adds one. */
function dropAddedLineEnd(document: Document, text: string): void {
    if (text.endsWith("\n")) return;
    visit(document, {
        Scalar: (_, scalar) => {
            const isLast = /^BLOCK/.test(scalar.type ?? "") && scalar.range?.[2] === text.length;
            if (isLast && typeof scalar.value === "string") scalar.value = scalar.value.replace(/\n$/, "");
        },
    });
}

/** A value without its null fields: for Kubernetes, and in a kustomization, such a field doesn't exist. */
export function withoutNulls<T extends Json>(value: T): T {
    if (Array.isArray(value)) return value.map(withoutNulls) as T;
    if (typeof value !== "object" || value === null) return value;
    const fields = Object.entries(value).filter(([, field]) => field !== null && field !== undefined);
    return Object.fromEntries(fields.map(([key, field]) => [key, withoutNulls(field as Json)])) as T;
}

interface Unclear {
    what: string;
    offset: number | undefined;
}

/** The first thing in a document that YAML 1.1, or Kustomize's parser, reads differently from YAML 1.2. */
function firstUnclear(document: Document, readBy: "kyaml" | "json"): Unclear | undefined {
    let found: Unclear | undefined;
    const report = (what: string, node: unknown) => {
        found ??= { what, offset: (node as { range?: [number] }).range?.[0] };
        return visit.BREAK;
    };
    const reportTag = (node: unknown) => report("has a tag, which begins with !", node);
    visit(document, {
        Map: (_, map) => {
            if (map.tag) return reportTag(map);
            const merges = map.items.filter(({ key }) => isScalar(key) && key.source === "<<");
            return merges.length > 1 ? report("has two merge keys (<<) in one place", map) : undefined;
        },
        Pair: (_, { key }: Pair) =>
            isScalar(key) && (typeof key.value === "string" || key.source === "<<")
                ? undefined
                : report("has a key that is not text", key),
        Seq: (_, sequence) => {
            if (sequence.tag) return reportTag(sequence);
            return sequence.items.some(isEmpty) ? report("has an empty item in a list", sequence) : undefined;
        },
        Scalar: (_, { type, source = "", value, ...scalar }) => {
            if (scalar.tag) return reportTag(scalar);
            if (type === "BLOCK_FOLDED" && /\n[ \t]/.test(String(value))) {
                return report(
                    "has a folded text (>) with lines further in than others, which not every parser reads alike: write it with |",
                    scalar,
                );
            }
            if (type !== "PLAIN") return undefined;
            const differs = [...(readBy === "json" ? [truth] : []), ...numbersAndDates].some((is) => is.test(source));
            const isExact = typeof value !== "number" || (Math.abs(value) <= Number.MAX_SAFE_INTEGER && !isNaN(value));
            return differs || !isExact
                ? report(`has ${source}, which not every parser reads alike: put it in quotes`, scalar)
                : undefined;
        },
    });
    return found;
}

const isEmpty = (item: unknown): boolean => isScalar(item) && item.value === null;

const truth = /^(y|n|yes|no|on|off)$/i;
const numbersAndDates = [
    /^[-+]?0[0-7_]+$/,
    /^[-+]0[xob]/i,
    /^0b/i,
    /^[-+]?[\d.][\d_.]*_[\d_.]*$/,
    /^[-+]?\d+(:\d+)+$/,
    /^\d{4}-\d{1,2}-\d{1,2}/,
];
