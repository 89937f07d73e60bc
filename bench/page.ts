import type { Section } from "./measurement";
import { partNames } from "./parts";
import { renderTable } from "./table";

const intro = `# Performance

How long the program's commands take, and what they are compared with. \`npm run bench -- --write\` measures all of it and
writes this page. With \`--only\`, it measures one part: ${partNames.map((name) => `\`${name}\``).join(", ")}. Both columns of a
row come from the same run, so that a busy machine slows both. The last column says **no** if a bound is not met.
`;

/** @param where the machine, @param date in ISO 8601 format */
export function renderSection({ title, rows, notes }: Section, where: string, date: string): string {
    const list = notes.map((note) => `- ${note}`);
    return [`## ${title}`, "", renderTable(rows), "", `Measured on ${date}: ${where}.`, "", ...list, ""].join("\n");
}

/**
 * The page with new sections in place of old ones.
 *
 * @param page the current page; empty if there is none yet
 * @param sections rendered, by title
 * @param titles of all existing sections, in order; a section with any other title is dropped
 */
export function updatePage(page: string, sections: ReadonlyMap<string, string>, titles: readonly string[]): string {
    const old = new Map(
        page
            .split(/^(?=## )/m)
            .slice(1)
            .map((text) => [/^## (.*)/.exec(text)?.[1] ?? "", `${text.trimEnd()}\n`]),
    );
    return [intro, ...titles.flatMap((title) => sections.get(title) ?? old.get(title) ?? [])].join("\n");
}
