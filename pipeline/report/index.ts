import { countsIn, type Preview } from "../preview";
import { cutMarkdown, escaped, fenced, shortened } from "../text";

export interface Report {
    /** The output of `npm run diff`. Undefined if it failed. */
    diff: string | undefined;
    /** Stacks that should have been previewed on AWS. */
    stacks: readonly string[];
    /** The results of those that were. */
    previews: readonly Preview[];
    /** Why no stack should have been previewed: a sentence. */
    whyNone: string;
    /** URL of the run. */
    run: string;
    /** The commit of the report. */
    commit: string;
}

/** The share of a report for the comparison on stand-ins. The rest is for the previews. */
const diffShare = 0.6;

/**
 * A pull request's comment, as Markdown: the output of `npm run diff`, then each stack's real preview, collapsed. A stack
 * whose preview failed, or left no result, is reported as failed.
 *
 * @param limit its maximum length, in characters
 */
export function renderReport(report: Report, limit: number): string {
    const { diff, stacks, run, commit } = report;
    const foot = `\n\n---\n\n_${commit.slice(0, 7)}, [this run](${run})._\n`;
    const room = limit - foot.length;
    const failed = `**\`npm run diff\` failed**, so it is not known what this change does: see [the run](${run}).`;
    const diffRoom = stacks.length > 0 ? Math.floor(room * diffShare) : room - 1000;
    const first = cutMarkdown(diff?.trim() || failed, diffRoom);
    const heading = "\n\n## Preview on AWS\n\n";
    const sections = stacks.length > 0 ? sectionsOf(report, room - first.length - heading.length) : report.whyNone;
    return `${first}${heading}${sections}${foot}`;
}

function sectionsOf({ stacks, previews, run }: Report, room: number): string {
    const each = Math.floor(room / stacks.length) - 2;
    return stacks
        .map((stack) => {
            const preview = previews.find((one) => one.stack === stack);
            return preview
                ? section(preview, each)
                : `**${stack}: not previewed**, because its job ended early: [the run](${run}).`;
        })
        .join("\n\n");
}

function section({ stack, exitCode, text }: Preview, room: number): string {
    const counts = countsIn(text);
    const outcome =
        exitCode === 0 ? `<b>${stack}</b>: ${escaped(counts || "no changes")}` : `<b>${stack}: the preview failed</b>`;
    const frame = (body: string) => {
        const open = exitCode === 0 ? "" : " open";
        return `<details${open}><summary>${outcome}</summary>\n\n${body}\n\n</details>`;
    };
    // A fence needs up to twice the longest run of backticks.
    const fences = 2 * (4 + Math.max(0, ...(text.match(/`+/g) ?? []).map(({ length }) => length)));
    return frame(fenced(shortened(text.trim(), Math.max(200, room - frame("").length - fences))));
}
