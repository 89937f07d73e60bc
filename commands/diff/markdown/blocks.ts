/** A table as GitHub renders it. Cells are Markdown, each on one line, without a bare `|`. */
export function table(header: readonly string[], rows: readonly (readonly string[])[]): string {
    const line = (cells: readonly string[]) => `| ${cells.join(" | ")} |`;
    return [line(header), line(header.map(() => "---")), ...rows.map(line)].join("\n");
}

/** A collapsed part that a reader can expand. @param summary HTML @param body Markdown */
export const details = (summary: string, body: string): string =>
    `<details>\n<summary>${summary}</summary>\n\n${body}\n\n</details>`;

/** A foreign text, unchanged, even if it contains fences. */
export function block(text: string): string {
    const longest = Math.max(2, ...[...text.matchAll(/`+/g)].map(([ticks]) => ticks.length));
    const fence = "`".repeat(longest + 1);
    return [`${fence}text`, text.trimEnd(), fence].join("\n");
}

/** `3 removed, 1 added`, in the order of the names, without those that don't occur. */
export function counted(items: readonly { op: string }[], names: readonly string[]): string {
    const tally = names.map((name) => ({ name, count: items.filter(({ op }) => op === name).length }));
    return tally
        .filter(({ count }) => count > 0)
        .map(({ name, count }) => `${count} ${name}`)
        .join(", ");
}
