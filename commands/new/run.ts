import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { root as checkout } from "../../base/checkout";
import { UsageError } from "../../base/error";
import { teamFile } from "../../config/workload/teams/names";
import { type Ask, askBy, type AskText, askTextOnTerminal } from "../frame/ask";
import { exitCodes } from "../frame/exitCodes";
import { printJson } from "../frame/json";
import { Answers, type Flags } from "./answers";
import { patchOf } from "../upgrade/operator/edits";
import { makers } from "./makers";
import { inEnvironments, inTeams, refusals } from "./refusals";
import type { Report } from "./shape";
import type { What } from "./whats";

/** Of this checkout. */
const folder = "gitops/teams";

export async function run(what: What, flags: Flags): Promise<number> {
    const askText = flags.yes || flags.json ? undefined : askTextOnTerminal();
    const report = await make(checkout, what, flags, askText, askBy(flags));
    if (flags.json) printJson(report);
    // A question shows them, too.
    else {
        const isShown = askText !== undefined && report.refused.length === 0;
        console.log((await linesOf(what, report, isShown)).join("\n"));
    }
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
    const files = await makers[what](new Answers(flags, askText), folder, root);
    for (const { path, before } of files) {
        if (before === undefined && existsSync(join(root, path)))
            throw new UsageError(`${path} is there already: it is not written over. Change it, or take another name.`);
    }
    const team = files[0]?.path.split("/")[2] ?? "";
    if (!["team", "environment"].includes(what) && !existsSync(join(root, folder, team, teamFile))) {
        throw new UsageError(
            `There is no team ${team}: npx confluent-gitops new team --team ${team} --owner WHO makes it.`,
        );
    }
    const find = what === "environment" ? inEnvironments(files) : inTeams(folder);
    const refused = refusals(root, files, find).map(({ rule, file, line, why, fix }) => ({
        rule,
        file,
        line,
        why,
        fix,
    }));
    const reported = files.map(({ path, text, before = null }) => ({ path, text, before }));
    const report: Report = { version: 1, files: reported, refused, written: false };
    if (refused.length > 0 || !ask) return report;
    const question = `Write ${files.length === 1 ? "it" : "them"}?`;
    if (!(await ask([...(await shown(reported)), question].join("\n")))) return report;
    for (const { path, text, before } of files) {
        mkdirSync(dirname(join(root, path)), { recursive: true });
        // Doesn't overwrite a file that has been created in the meantime.
        writeFileSync(join(root, path), text, { flag: before === undefined ? "wx" : "w" });
    }
    return { ...report, written: true };
}

/** In the format in which a diff shows a new file, and a changed one. */
async function shown(files: Report["files"]): Promise<string[]> {
    const edits = files.flatMap(({ path, text, before }) =>
        before === null ? [] : [{ file: path, before, after: text }],
    );
    const added = files.filter(({ before }) => before === null);
    return [
        ...added.flatMap(({ path, text }) => [
            `+++ ${path}`,
            ...text
                .trimEnd()
                .split("\n")
                .map((line) => `+${line}`),
            "",
        ]),
        ...(edits.length > 0 ? [await patchOf(edits)] : []),
    ];
}

async function linesOf(what: What, { files, refused, written }: Report, isShown: boolean): Promise<string[]> {
    const above = isShown ? [] : await shown(files);
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
    const paths = [...new Set(files.map(({ path }) => path.replace(/(\/overlays\/[^/]+)\/.*/, "$1")))].join(" ");
    const next =
        what === "environment"
            ? `Next: replace what the comment in ${files[0]?.path} says, git add ${paths}, and a pull request. docs/ENVIRONMENTS.md says how to deploy it.`
            : `Next: git add ${paths}, and a pull request. Argo CD deploys it once it is merged.`;
    return [...(await shown(files)), `Written. ${next}`];
}
