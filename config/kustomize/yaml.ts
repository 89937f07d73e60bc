import { type Document, isScalar, LineCounter, type Pair, parseAllDocuments, visit } from "yaml";
import { OverlayError, UnfollowedError } from "./error";
import type { Json } from "./json";

type ReadBy = "kyaml" | "json" | "anyone";

/**
 * The YAML documents in `text`, merge keys (`<<`) resolved as Kustomize resolves them, empty documents left out.
 *
 * @param file named, with the line, where the text is not YAML, or says what Kustomize's parser reads as something else
 * @param readBy who reads it in Kustomize: `kyaml` resources and merge patches, `json` kustomizations and JSON patches,
 *     by way of YAML 1.1, to which `yes` and `on` are true;
 *     `anyone` what is no business of Kustomize's
 */
export function parseDocuments(text: string, file: string, readBy: ReadBy = "kyaml"): Json[] {
    const key = JSON.stringify([readBy, file, text]);
    const found = parsed.get(key) ?? parse(text, file, readBy);
    parsed.set(key, found);
    return structuredClone(found);
}

/** What was parsed in this process: the same base, and the same component, is below many overlays. */
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
        // An alias or a merge key that leads nowhere.
        throw new OverlayError(file, `is not YAML: ${plain((error as Error).message)}`, "fix its anchors and aliases");
    }
}

/** The parser's words without its place, which is said otherwise, and without what it quotes: that may be a password that has lost its own quotes. */
const plain = (words: string): string =>
    words.replace(/ at line \d+[^]*/, "").replace(/^(Unresolved alias|Block scalar header)([^:]*):[^]*/, "$1$2");

/** A block of text that a file ends with has a line end where the file has one. The library gives it one in any case. */
function dropAddedLineEnd(document: Document, text: string): void {
    if (text.endsWith("\n")) return;
    visit(document, {
        Scalar: (_, scalar) => {
            const isLast = /^BLOCK/.test(scalar.type ?? "") && scalar.range?.[2] === text.length;
            if (isLast && typeof scalar.value === "string") scalar.value = scalar.value.replace(/\n$/, "");
        },
    });
}

/** A value without its fields that are null: to Kubernetes, and in a kustomization, such a field is not there. */
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

/** The first thing in a document that YAML 1.1, or Kustomize's parser, reads as something else than YAML 1.2 does. */
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
