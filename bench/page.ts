import type { Section } from "./measurement";
import { renderTable } from "./table";

const intro = `# Performance

Written by \`npm run bench -- --write\`, which measures what is below, part by part; \`--only startup\`, \`--only up\`,
\`--only crds\`, \`--only loop\`, \`--only diff\` and \`--only tools\` measure and write one part. A bound that is not met says
**no**.
`;

/** @param where the machine, @param date as ISO 8601 has it. */
export function renderSection({ title, rows, notes }: Section, where: string, date: string): string {
    const list = notes.map((note) => `- ${note}`);
    return [`## ${title}`, "", renderTable(rows), "", `Measured on ${date}: ${where}.`, "", ...list, ""].join("\n");
}

/**
 * The page with new sections in the place of old ones.
 *
 * @param page the page as it is; empty where there is none yet
 * @param sections rendered, by title
 * @param titles of all sections there are, in order; a section with another title is dropped
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
