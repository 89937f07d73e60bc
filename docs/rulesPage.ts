import { readFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "../base/checkout";
import { examples } from "../commands/validate/examples";
import type { BadEdit } from "../commands/validate/examples/edit";
import { allRules, type Rule } from "../commands/validate/rules";

/** docs/validation-rules.md: what each rule of `validate` requires, and an edit that breaks it. */
export function rulesPage(): string {
    const rules = allRules();
    const rows = rules.map(
        ({ id, holds, file }) => `| \`${id}\` | ${holds} | ${file ? `[${file}](../${file})` : ""} |`,
    );
    return `# Rules of validate

\`npm run docs\` generates this page from \`config/rules/sentences.ts\` and \`commands/validate/examples/\`. Each finding of
[\`npx confluent-gitops validate\`](VALIDATION.md) ends with the name of its rule, which stays the same from release to release.

| rule | what it requires | file |
|---|---|---|
${rows.join("\n")}

## Examples

For each rule, this is an edit that it rejects: lines with \`-\` are right, and lines with \`+\` are wrong. Each example is also a test
(\`test/unit/gitops/badEdits.test.ts\`): the rule rejects it, no other rule does unless the test says so, and the files in Git pass.

${rules.flatMap(section).join("\n")}`;
}

function section(rule: Rule): string[] {
    // What cannot be read has no file with a rule, and is reported as "render".
    const id = rule.id === "render" ? "overlay" : rule.id;
    const [first, ...others] = Object.entries(examples).filter(([, edit]) => edit.rule === id);
    if (!first) return [];
    const [title, edit] = first;
    const more = others.length > 0 ? [`It also rejects ${others.map(([name]) => name).join("; ")}.\n`] : [];
    return [
        `### ${rule.id}\n`,
        `${rule.holds} The rule rejects, for example, ${title}:\n`,
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

/** The lines of a file that contain a text, before and after it is replaced. */
function wholeLines(path: string, [find, replacement]: readonly [string, string]): [good: string, bad: string] {
    const text = readFileSync(join(root, path), "utf8");
    const at = text.indexOf(find);
    const start = text.lastIndexOf("\n", at) + 1;
    const end = text.indexOf("\n", at + find.length - 1) + 1 || text.length;
    const good = text.slice(start, end);
    return [good, good.replace(find, () => replacement)];
}

/** Removed lines with `-` and added ones with `+`, between the lines that both have. */
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
