import type { Value } from "../model";

/** The most characters of a value; the files contain the rest. */
const longest = 72;
/** The most entries of a list, or lines of a text. */
const mostEntries = 5;

/**
 * Any text as code in a cell of a table. None of it is interpreted as Markdown or HTML, and it stays on one line. It is a
 * code span if possible, because that reads better in a terminal.
 */
export function code(text: string): string {
    const visible = text.replace(/\r?\n/g, "⏎").replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, "�");
    if (visible === "") return '`""`';
    if (!/[`|\\]/.test(visible) && visible.trim() === visible) return `\`${visible}\``;
    return `<code>${visible.replace(/[^\p{L}\p{N} ]/gu, (character) => `&#${character.codePointAt(0)};`)}</code>`;
}

/** Both sides of a change in a cell. Long ones begin shortly before they differ, one below the other. */
export function change(before: Value, after: Value): string {
    const [mine, theirs] = sides(before, after);
    return `${mine}${mine.length + theirs.length > longest ? "<br>" : " "}→ ${theirs}`;
}

function sides(before: Value, after: Value): [string, string] {
    if (typeof before !== "string" || typeof after !== "string") return [cell(before), cell(after)];
    const skipped = Math.max(0, commonStart(before, after) - 16);
    const isLong = Math.max(before.length, after.length) > longest;
    const from = isLong && skipped > 0 ? skipped : 0;
    const [mine, theirs] = [before, after].map((text) => code(shorten(`${from > 0 ? "…" : ""}${text.slice(from)}`)));
    return [mine ?? "", theirs ?? ""];
}

/** A change as the end of a sentence: `changes from 3 to 1`. */
export function fromTo(before: Value, after: Value): string {
    if (after === "[unknown]") return "is replaced as well";
    if (before === undefined) return `is set to ${cell(after)}`;
    if (after === undefined) return `is no longer set; it was ${cell(before)}`;
    const areShort = typeof before === "string" && typeof after === "string" && before.length + after.length < 120;
    return areShort ? `changes from ${code(before)} to ${code(after)}` : "changes";
}

/** A value as code. Long ones are shortened, and entries are one below the other. */
export function cell(value: Value): string {
    if (value === undefined) return "–";
    if (typeof value === "string") return code(shorten(value));
    if (value.length === 0) return "–";
    const shown = value.slice(0, mostEntries).map((entry) => code(shorten(entry)));
    const left = value.length - shown.length;
    return [...shown, ...(left > 0 ? [`and ${left} more`] : [])].join("<br>");
}

/** A foreign sentence: its Markdown and HTML are escaped, and an @ or a # in it mentions no person or issue. */
export const prose = (text: string): string =>
    text
        .replace(/\s+/g, " ")
        .replace(/[<>&*_`[\]|\\~]/g, (character) => `&#${character.codePointAt(0)};`)
        // GitHub looks for these in what is rendered: a space of no width after them hides them.
        .replace(/@|(?<!&)#/g, "$&&#8203;");

/** Doesn't cut a character that takes two code units. */
const shorten = (text: string): string => {
    const characters = [...text];
    return characters.length > longest ? `${characters.slice(0, longest - 1).join("")}…` : text;
};

function commonStart(one: string, other: string): number {
    let at = 0;
    while (at < one.length && one[at] === other[at]) at++;
    return at;
}
