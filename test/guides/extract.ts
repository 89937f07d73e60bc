import { lexer, type Token, type Tokens } from "marked";

/** A shell block of a document. */
export interface Block {
    /** Path from the checkout. */
    file: string;
    /** Line of the block's first command in the file, from 1. */
    line: number;
    text: string;
    /** Lines that the document shows as its output: a `text` block directly after it, or after one paragraph at most. */
    output: string[] | undefined;
}

/** A command in the text of a document, in backquotes. */
export interface Inline {
    file: string;
    text: string;
}

const shells = ["sh", "bash", "shell", "console"];

/** The shell blocks of a document, in order. In a console block, these are the lines after `$ `. */
export function blocksOf(file: string, markdown: string): Block[] {
    const tokens = flat(lexer(markdown)).filter(({ type }) => ["code", "paragraph", "heading", "space"].includes(type));
    const fences = linesOfFences(markdown);
    return tokens.flatMap((token, at) => {
        if (!isShell(token)) return [];
        const line = fences.shift();
        if (line === undefined) throw new Error(`${file}: a shell block is not fenced by \`\`\``);
        const text = token.lang === "console" ? commandsOfConsole(token.text) : token.text;
        return [{ file, line: line + 1, text, output: outputAfter(tokens.slice(at + 1)) }];
    });
}

/** Texts in backquotes in a document's text and tables that are commands, according to their first word. */
export function inlineCommands(file: string, markdown: string, programs: readonly string[]): Inline[] {
    const spans = flat(lexer(markdown)).filter((token): token is Tokens.Codespan => token.type === "codespan");
    return spans
        .map(({ text }) => ({ file, text: text.replaceAll("&lt;", "<").replaceAll("&amp;", "&") }))
        .filter(({ text }) => text.includes(" ") && programs.includes(text.split(" ")[0] ?? ""));
}

const isShell = (token: Token): token is Tokens.Code =>
    token.type === "code" && shells.includes((token as Tokens.Code).lang ?? "");

function outputAfter(tokens: readonly Token[]): string[] | undefined {
    const next = tokens.filter(({ type }) => type !== "space").slice(0, 2);
    const found = next.findIndex(({ type }) => type === "code");
    const code = next[found] as Tokens.Code | undefined;
    const isBetween = found === 0 || next[0]?.type === "paragraph";
    return code?.lang === "text" && isBetween ? code.text.split("\n").filter((line) => line.trim() !== "") : undefined;
}

const commandsOfConsole = (text: string): string =>
    text
        .split("\n")
        .filter((line) => line.startsWith("$ "))
        .map((line) => line.slice(2))
        .join("\n");

/** Tokens, including those inside lists, quotes and tables. */
function flat(tokens: readonly Token[]): Token[] {
    return tokens.flatMap((token) => {
        const { tokens: inner = [], items = [], header = [], rows = [] } = token as Nested;
        const cells = [...header, ...rows.flat()];
        return [token, ...flat([...inner, ...items, ...cells.flatMap((cell) => cell.tokens)])];
    });
}

interface Nested {
    tokens?: Token[];
    items?: Token[];
    header?: Tokens.TableCell[];
    rows?: Tokens.TableCell[][];
}

/** Lines, from 1, on which the fence of a shell block opens: a token doesn't contain its position. */
function linesOfFences(markdown: string): number[] {
    const opening = new RegExp(`^\\s*\`\`\`(${shells.join("|")})\\s*$`);
    return markdown.split("\n").flatMap((line, at) => (opening.test(line) ? [at + 1] : []));
}

/**
 * The commands in a file's comments: lines that are indented after the `#` and begin with a program's name, and their
 * continuation lines. Text in parentheses after them is a remark.
 */
export function commandsInComments(file: string, text: string, programs: readonly string[]): Block | undefined {
    let continues = false;
    const lines = text.split("\n").map((line) => {
        const [, command = "", program = ""] = /^# {3,}((?:\w+=\$\()?([\w-]+).*)$/.exec(line) ?? [];
        const isCommand = continues ? line.startsWith("#") : programs.includes(program);
        continues = isCommand && line.endsWith("\\");
        return isCommand ? (command || line.slice(1)).replace(/ {2,}\(.*$/, "") : "";
    });
    const isEmpty = lines.every((line) => line === "");
    return isEmpty ? undefined : { file, line: 1, text: lines.join("\n"), output: undefined };
}
