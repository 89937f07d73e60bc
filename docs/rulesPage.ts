import { allRules } from "../commands/validate/rules";

/** docs/validation-rules.md: what each rule of `validate` holds. */
export function rulesPage(): string {
    const rows = allRules().map(
        ({ id, holds, file }) => `| \`${id}\` | ${holds} | ${file ? `[${file}](../${file})` : ""} |`,
    );
    return `# Rules of validate

Made from \`config/rules/sentences.ts\` by \`npm run docs\`. A finding of [\`npx confluent-gitops validate\`](VALIDATION.md) ends in the
name of its rule, which stays the same from release to release.

| rule | what it holds | where it is |
|---|---|---|
${rows.join("\n")}
`;
}
