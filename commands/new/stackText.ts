import { isMap, isScalar, isSeq, type Pair, parseDocument, type Scalar, stringify } from "yaml";

// Changes of YAML files by their text: every other character stays as it is.

type Path = readonly string[];

/**
 * Replaces scalars that exist. A comment at the end of such a line goes, because it was about the value that was there.
 */
export function withScalars(text: string, values: readonly (readonly [path: Path, value: string])[]): string {
    const doc = parseDocument(text);
    const spans = values.flatMap(([path, value]) => {
        const node: unknown = doc.getIn(path, true);
        if (!isScalar(node) || !node.range || node.value === value) return [];
        const [from, to] = node.range;
        const comment = /^[ \t]+#[^\n]*/.exec(text.slice(to))?.[0] ?? "";
        return [{ from, to: to + comment.length, by: scalarOf(value) }];
    });
    return replaced(text, spans);
}

/** Adds the first line of a map in a stack file, as in `config`, which is there itself. */
export function withFirst(text: string, [config = "", group = ""]: Path, line: string): string {
    const map: unknown = parseDocument(text).getIn([config, group], true);
    if (isMap(map) && map.range) {
        const [at] = map.range;
        if (map.flow)
            return replaced(text, [{ from: at + 1, to: at + 1, by: map.items.length > 0 ? ` ${line},` : ` ${line} ` }]);
        const indent = " ".repeat(at - (text.lastIndexOf("\n", at - 1) + 1));
        return replaced(text, [{ from: at, to: at, by: `${line}\n${indent}` }]);
    }
    return text.replace(new RegExp(`^${config}:.*\n`, "m"), (head) => `${head}  ${group}:\n    ${line}\n`);
}

/** Appends an entry, `- name: qa`, to a list; `lines` are those of the entry without the dash. */
export function withEntry(text: string, path: Path, lines: readonly string[]): string {
    const list: unknown = parseDocument(text).getIn(path, true);
    if (!isSeq(list) || !list.range) throw new Error(`no list at ${path.join(".")}`);
    if (list.flow) {
        const entry = lines.length === 1 && !lines[0]?.includes(":") ? lines.join("") : `{ ${lines.join(", ")} }`;
        const at = text.lastIndexOf("]", list.range[1]);
        const isEmpty = list.items.length === 0;
        return replaced(text, [{ from: at, to: at, by: isEmpty ? entry : `, ${entry}` }]);
    }
    const start = list.range[0];
    const indent = " ".repeat(start - (text.lastIndexOf("\n", start - 1) + 1));
    const last = list.items.at(-1) as { range?: readonly number[] } | undefined;
    const end = text.indexOf("\n", Math.max(0, (last?.range?.[1] ?? list.range[1]) - 1));
    const at = end < 0 ? text.length : end;
    const entry = lines.map((line, index) => `${indent}${index === 0 ? "- " : "  "}${line}`).join("\n");
    return replaced(text, [{ from: at, to: at, by: `\n${entry}` }]);
}

/** A text as YAML: in quotes if it would otherwise mean a number or a truth value. */
export const scalarOf = (text: string): string => stringify(text, { lineWidth: 0 }).trim();

/** The texts of a list. */
export const choicesIn = (text: string, path: Path): string[] => {
    const list: unknown = parseDocument(text).getIn(path);
    return isSeq(list) ? (list.toJSON() as string[]) : [];
};

/** What only holds for the stack that encrypted it: its secrets, and how they were encrypted. */
export function withoutSecrets(text: string): string {
    const { contents } = parseDocument(text);
    if (!isMap(contents)) return text;
    const config: unknown = contents.get("config", true);
    const pairs = [
        ...contents.items.filter(({ key }) =>
            ["encryptionsalt", "encryptedkey", "secretsprovider"].includes(String(key)),
        ),
        ...(isMap(config) ? config.items.filter(({ value }) => isMap(value) && value.has("secure")) : []),
    ] as Pair<Scalar, Scalar>[];
    const spans = pairs.map(({ key, value }) => {
        const from = text.lastIndexOf("\n", key.range?.[0] ?? 0) + 1;
        const end = text.indexOf("\n", Math.max(0, (value?.range?.[1] ?? 0) - 1));
        return { from, to: end < 0 ? text.length : end + 1, by: "" };
    });
    return replaced(text, spans);
}

/** With another comment at its beginning. */
export const withHeader = (text: string, lines: readonly string[]): string =>
    lines.map((line) => `${`# ${line}`.trimEnd()}\n`).join("") + text.replace(/^(#.*\n)+/, "");

function replaced(text: string, spans: readonly { from: number; to: number; by: string }[]): string {
    return [...spans]
        .sort((one, other) => other.from - one.from)
        .reduce((left, { from, to, by }) => left.slice(0, from) + by + left.slice(to), text);
}
