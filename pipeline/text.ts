import { stripVTControlCharacters } from "node:util";

/** What a terminal would show: without colours, and only the last state of a line that was overwritten. */
export const plain = (text: string): string =>
    stripVTControlCharacters(text)
        .replaceAll("\r\n", "\n")
        .replace(/^.*\r(?!$)/gm, "")
        .replaceAll("\r", "");

/** A code block that its content can't close. @param language such as `diff` */
export function fenced(text: string, language = ""): string {
    const runs = text.match(/`+/g) ?? [];
    const fence = "`".repeat(Math.max(3, ...runs.map(({ length }) => length + 1)));
    return `${fence}${language}\n${text.replace(/\n+$/, "")}\n${fence}`;
}

/** Text that is escaped for HTML, such as in a `<summary>`. */
export const escaped = (text: string): string =>
    text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");

/** The most relevant lines of a long output: its beginning and its end. At most `limit` characters. */
export function shortened(text: string, limit: number): string {
    if (text.length <= limit) return text;
    const note = "\n[… shortened; the run's log has the full text …]\n";
    const room = Math.max(0, limit - note.length);
    const head = text.slice(0, Math.floor(room / 3)).replace(/[^\n]*$/, "");
    const tail = text.slice(text.length - Math.floor((room * 2) / 3)).replace(/^[^\n]*\n/, "");
    return `${head.replace(/\n$/, "")}${note}${tail}`.slice(0, limit);
}

/**
 * Markdown of at most `limit` characters: whole lines from its beginning, with what they open (code, `<details>`) closed
 * again, and a sentence that says that it was cut.
 */
export function cutMarkdown(markdown: string, limit: number): string {
    if (markdown.length <= limit) return markdown;
    const note = "\n\n_Cut off at the size limit of a comment; the run's summary has the full text._\n";
    const kept: string[] = [];
    let length = note.length;
    let open: Open = { details: 0 };
    for (const line of markdown.split("\n")) {
        const next = after(open, line);
        if (length + line.length + 1 + closing(next).length > limit) break;
        kept.push(line);
        length += line.length + 1;
        open = next;
    }
    return `${kept.join("\n")}${closing(open)}${note}`;
}

/** What lines have opened and not closed. */
interface Open {
    /** The fence of the code block in which they end. */
    fence?: string;
    /** The number of open `<details>`. */
    details: number;
}

function after({ fence, details }: Open, line: string): Open {
    const run = /^ {0,3}(`{3,}|~{3,})(.*)$/.exec(line);
    if (fence) return run?.[1]?.startsWith(fence) && run[2]?.trim() === "" ? { details } : { fence, details };
    if (run) return { fence: run[1], details };
    const count = (pattern: RegExp) => (line.match(pattern) ?? []).length;
    return { details: Math.max(0, details + count(/<details\b/g) - count(/<\/details>/g)) };
}

const closing = ({ fence, details }: Open): string => `${fence ? `\n${fence}` : ""}${"\n\n</details>".repeat(details)}`;
