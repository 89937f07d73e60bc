import { isMet, type Measure, type Recording } from "./recording/model";

/** The final table of a demo: each scene with its time, and below it its measures with their limits. */
export function renderTable({ scenes }: Recording): string {
    const rows = scenes.flatMap(({ title, ok, from, to, measures }) => [
        [`${title}${ok ? "" : ": FAILED"}`, `${((to - from) / 1000).toFixed(1)} s`, "", ""],
        ...measures.map(measureRow),
    ]);
    return columns([["scene", "time", "at most", "met"], ...rows]);
}

function measureRow(measure: Measure): string[] {
    const { what, seconds, bound } = measure;
    const met = isMet(measure);
    const held = met === undefined ? "" : met ? "yes" : "NO";
    return [`  ${what}`, `${seconds.toFixed(1)} s`, bound === undefined ? "" : `${bound} s`, held];
}

/** Rows in columns. The first row is the header, above a rule. */
function columns([header = [], ...rows]: readonly (readonly string[])[]): string {
    const widths = header.map((title, at) => Math.max(title.length, ...rows.map((row) => row[at]?.length ?? 0)));
    const line = (row: readonly string[]) =>
        row
            .map((text, at) => text.padEnd(widths[at] ?? 0))
            .join("  ")
            .trimEnd();
    const rule = widths.map((width) => "-".repeat(width)).join("  ");
    return [line(header), rule, ...rows.map(line)].join("\n");
}
