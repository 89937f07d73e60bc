import type { Difference } from "../../rehearsal/overlays/differences";

/** Widths of the columns. With the separators, they are 98 in all. */
const widths = [24, 33, 18, 18];

/** A table of differences, side by side, at most 100 columns wide. @param names the titles of the two sides */
export function renderDifferences(rows: readonly Difference[], names: readonly [string, string]): string {
    return [
        line(["object", "field", ...names]),
        ...rows.map(({ object, field, one, other }, at) =>
            line([rows[at - 1]?.object === object ? "" : object, shortPath(field), one ?? "-", other ?? "-"]),
        ),
    ].join("\n");
}

function line(cells: readonly string[]): string {
    const cell = (text: string, width: number) =>
        (text.length > width ? `${text.slice(0, width - 1)}…` : text).padEnd(width);
    return `  ${cells.map((text, at) => cell(text, widths[at] ?? 0)).join(" ")}`.trimEnd();
}

/** A path without the prefix that all paths share. Of a long path, only the end. */
function shortPath(path: string): string {
    const short = path.replace(/^spec\.(podTemplate\.)?/, "");
    const [, width = 0] = widths;
    return short.length > width ? `…${short.slice(1 - width)}` : short;
}
