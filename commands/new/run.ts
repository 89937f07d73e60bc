import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { root as checkout } from "../../base/checkout";
import { UsageError } from "../../base/error";
import { teamFile } from "../../config/workload/teams/names";
import { type Ask, askBy, type AskText, askTextOnTerminal } from "../frame/ask";
import { exitCodes } from "../frame/exitCodes";
import { printJson } from "../frame/json";
import { Answers, type Flags } from "./answers";
import { makers, type NewFile } from "./makers";
import { refusals } from "./refusals";
import type { Report } from "./shape";
import type { What } from "./whats";

/** Of this checkout. */
const folder = "gitops/teams";

export async function run(what: What, flags: Flags): Promise<number> {
    const askText = flags.yes || flags.json ? undefined : askTextOnTerminal();
    const report = await make(checkout, what, flags, askText, askBy(flags));
    if (flags.json) printJson(report);
    // A question shows them, too.
    else console.log(linesOf(report, askText !== undefined && report.refused.length === 0).join("\n"));
    if (report.refused.length > 0) return exitCodes.finding;
    return report.written ? exitCodes.done : exitCodes.unfinished;
}

/**
 * Creates the new files, and writes them if no rule refuses them and `ask` answers yes.
 *
 * @param root the checkout
 * @param askText asks for missing flags; undefined without a terminal
 * @param ask asks whether to write the files
 * @throws UsageError if such a file exists, or if the team doesn't
 */
export async function make(
    root: string,
    what: What,
    flags: Flags,
    askText: AskText | undefined,
    ask: Ask | undefined,
): Promise<Report> {
    const files = await makers[what](new Answers(flags, askText), folder);
    for (const { path } of files) {
        if (existsSync(join(root, path)))
            throw new UsageError(`${path} is there already: it is not written over. Change it, or take another name.`);
    }
    const team = files[0]?.path.split("/")[2] ?? "";
    if (what !== "team" && !existsSync(join(root, folder, team, teamFile))) {
        throw new UsageError(
            `There is no team ${team}: npx confluent-gitops new team --team ${team} --owner WHO makes it.`,
        );
    }
    const refused = refusals(root, folder, files).map(({ rule, file, line, why, fix }) => ({
        rule,
        file,
        line,
        why,
        fix,
    }));
    const report: Report = { version: 1, files, refused, written: false };
    if (refused.length > 0 || !ask) return report;
    if (!(await ask(`${shown(files).join("\n")}\nWrite ${files.length === 1 ? "it" : "them"}?`))) return report;
    for (const { path, text } of files) {
        mkdirSync(dirname(join(root, path)), { recursive: true });
        // Doesn't overwrite a file that has been created in the meantime.
        writeFileSync(join(root, path), text, { flag: "wx" });
    }
    return { ...report, written: true };
}

/** In the format in which a diff shows a new file. */
const shown = (files: readonly NewFile[]): string[] =>
    files.flatMap(({ path, text }) => [
        `+++ ${path}`,
        ...text
            .trimEnd()
            .split("\n")
            .map((line) => `+${line}`),
        "",
    ]);

function linesOf({ files, refused, written }: Report, isShown: boolean): string[] {
    const above = isShown ? [] : shown(files);
    if (refused.length > 0) {
        return [
            ...above,
            ...refused.flatMap(({ file, line, why, fix, rule }) => [
                `${file}:${line}: ${why} [${rule}]`,
                `      do: ${fix}`,
            ]),
            "",
            "Nothing was written.",
        ];
    }
    if (!written) return [...above, "Nothing was written: --yes writes it."];
    const paths = files.map(({ path }) => path).join(" ");
    return [
        ...shown(files),
        `Written. Next: git add ${paths}, and a pull request. Argo CD deploys it once it is merged.`,
    ];
}
