import { readFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "../base/checkout";
import { examples } from "../commands/validate/examples";
import type { BadEdit } from "../commands/validate/examples/edit";
import { allRules, type Rule } from "../commands/validate/rules";

/** docs/validation-rules.md: what each rule of `validate` holds, and an edit that breaks it. */
export function rulesPage(): string {
    const rules = allRules();
    const rows = rules.map(
        ({ id, holds, file }) => `| \`${id}\` | ${holds} | ${file ? `[${file}](../${file})` : ""} |`,
    );
    return `# Rules of validate

Made from \`config/rules/sentences.ts\` and \`commands/validate/examples/\` by \`npm run docs\`. A finding of
[\`npx confluent-gitops validate\`](VALIDATION.md) ends in the name of its rule, which stays the same from release to release.

| rule | what it holds | where it is |
|---|---|---|
${rows.join("\n")}

## Examples

For each rule, an edit that it refuses: lines with \`-\` are good, those with \`+\` bad. Each is a test as well
(\`test/unit/gitops/badEdits.test.ts\`): the rule refuses it, no other one does unless that is said there, and the files as they are in Git
pass.

${rules.flatMap(section).join("\n")}`;
}

function section(rule: Rule): string[] {
    // What cannot be read has no rule's file, and is said as "render".
    const id = rule.id === "render" ? "overlay" : rule.id;
    const [first, ...others] = Object.entries(examples).filter(([, edit]) => edit.rule === id);
    if (!first) return [];
    const [title, edit] = first;
    const more = others.length > 0 ? [`Others: ${others.map(([name]) => name).join("; ")}.\n`] : [];
    return [
        `### ${rule.id}\n`,
        `${rule.holds} Not so with ${title}:\n`,
        `\`\`\`diff\n${diffOf(edit)}\n\`\`\`\n`,
        ...more,
    ];
}

const diffOf = ({ files }: BadEdit): string =>
    Object.entries(files)
        .map(([path, change]) => {
            const [good, bad] = typeof change === "string" ? ["", change] : wholeLines(path, change);
            return [`# ${path}`, ...linesOf(good, bad)].join("\n");
        })
        .join("\n");

/** The lines of a file in which a text is, and what they are with another in its place. */
function wholeLines(path: string, [find, replacement]: readonly [string, string]): [good: string, bad: string] {
    const text = readFileSync(join(root, path), "utf8");
    const at = text.indexOf(find);
    const start = text.lastIndexOf("\n", at) + 1;
    const end = text.indexOf("\n", at + find.length - 1) + 1 || text.length;
    const good = text.slice(start, end);
    return [good, good.replace(find, () => replacement)];
}

/** What goes with `-`, and what comes with `+`, between the lines that both have. */
function linesOf(good: string, bad: string): string[] {
    const [from, to] = [good, bad].map((text) => text.replace(/\n$/, "").split("\n").filter(Boolean)) as [
        string[],
        string[],
    ];
    const first = from.findIndex((line, index) => line !== to[index]);
    const start = first < 0 ? from.length : first;
    const isSame = (back: number) =>
        back < Math.min(from.length, to.length) - start && from.at(-1 - back) === to.at(-1 - back);
    let end = 0;
    while (isSame(end)) end++;
    return [
        ...from.slice(0, start).map((line) => ` ${line}`),
        ...from.slice(start, from.length - end).map((line) => `-${line}`),
        ...to.slice(start, to.length - end).map((line) => `+${line}`),
        ...from.slice(from.length - end).map((line) => ` ${line}`),
    ];
}
