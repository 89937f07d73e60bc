import type { Step } from "./operation";

/** The closing table: what was done, with what result, and how long it took. */
export function renderTable(steps: readonly Step[]): string {
    const rows = steps.map(({ what, result, seconds }) => [what, result, `${seconds.toFixed(1)} s`]);
    const header = ["done", "result", "time"];
    const widths = header.map((title, column) =>
        Math.max(title.length, ...rows.map((row) => row[column]?.length ?? 0)),
    );
    const line = (row: readonly string[]) =>
        row
            .map((cell, column) => cell.padEnd(widths[column] ?? 0))
            .join("  ")
            .trimEnd();
    const rule = widths.map((width) => "-".repeat(width)).join("  ");
    return [line(header), rule, ...rows.map(line)].join("\n");
}
