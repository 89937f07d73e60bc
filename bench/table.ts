import { isMet, type Measurement, ratio, type Unit } from "./measurement";

const header = ["what", "ours", "against", "ratio", "bound", "met"];

/** Renders measurements as a Markdown table. */
export function renderTable(rows: readonly Measurement[]): string {
    const cells = [header, ...rows.map(cellsOf)];
    const widths = header.map((_, column) => Math.max(...cells.map((row) => row[column]?.length ?? 0)));
    const line = (row: readonly string[]) => `| ${row.map((cell, at) => cell.padEnd(widths[at] ?? 0)).join(" | ")} |`;
    const [first = [], ...others] = cells;
    return [line(first), line(widths.map((width) => "-".repeat(width))), ...others.map(line)].join("\n");
}

function cellsOf(row: Measurement): string[] {
    const { what, unit, ours, against, bound } = row;
    const met = isMet(row);
    return [
        what,
        quantity(ours, unit),
        against ? `${quantity(against.value, unit)}: ${against.what}` : "",
        ratio(row)?.toFixed(3) ?? "",
        bound ? `≤ ${bound.of === "ratio" ? `${bound.atMost} ×` : shortest(bound.atMost, unit)}` : "",
        met === undefined ? "" : met ? "yes" : "**no**",
    ];
}

/** `2.14 s`, `7 min 25 s` from five minutes on, `231 MB`. */
export function quantity(value: number, unit: Unit): string {
    if (unit === "MB") return `${Math.round(value)} MB`;
    if (value < 300) return `${value.toFixed(2)} s`;
    const seconds = Math.round(value);
    return `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
}

const shortest = (value: number, unit: Unit): string =>
    quantity(value, unit)
        .replace(/\.00 s$/, " s")
        .replace(/ 0 s$/, "");
