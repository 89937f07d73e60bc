/** `3 topics`. @param more for more or less than one; default: with an s at its end */
export const plural = (count: number, one: string, more = `${one}s`): string => `${count} ${count === 1 ? one : more}`;

/** Rows whose cells begin at the same column. */
export function columns(rows: readonly (readonly string[])[], indent = "  "): string[] {
    const widths = (rows[0] ?? []).map((_, at) => Math.max(...rows.map((row) => row[at]?.length ?? 0)));
    return rows.map((row) => `${indent}${row.map((cell, at) => cell.padEnd(widths[at] ?? 0)).join("  ")}`.trimEnd());
}
