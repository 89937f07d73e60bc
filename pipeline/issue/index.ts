import { type Check, some } from "../drift";
import type { Forge, Issue } from "../forge/forge";
import { marker, renderBody, renderTitle } from "./body";

/** The label of the issue. It is created if it doesn't exist. */
export const label = "drift";

/** What was done about the issue. */
export type Done = "opened" | "updated" | "closed" | "nothing";

/**
 * Keeps the single issue about drift up to date: opens it if there is drift, updates it while that lasts, and closes it
 * with a comment when both sides of every stack were checked and are clean. A failed check closes nothing.
 *
 * @param run URL of the run, for the issue's text
 */
export async function keepIssue(forge: Forge, checks: readonly Check[], run: string): Promise<Done> {
    const issue = await ours(forge);
    if (some(checks, "drift")) return report(forge, issue, checks, run);
    if (!issue) return "nothing";
    if (some(checks, "failed") || checks.length === 0) {
        // The title keeps what was known to have drifted.
        await forge.editIssue(issue.number, { body: renderBody(checks, run, forge.limit) });
        return "updated";
    }
    const stacks = checks.map(({ stack }) => stack).join(", ");
    await forge.addComment(
        { kind: "issue", number: issue.number },
        `The drift is gone: ${stacks}, checked by [this run](${run}).`,
    );
    await forge.closeIssue(issue.number);
    return "closed";
}

async function report(forge: Forge, issue: Issue | undefined, checks: readonly Check[], run: string): Promise<Done> {
    const text = { title: renderTitle(checks), body: renderBody(checks, run, forge.limit) };
    if (!issue) {
        await forge.openIssue({ ...text, label });
        return "opened";
    }
    await forge.editIssue(issue.number, text);
    return "updated";
}

/** The open issue. An issue by somebody else is ignored, whatever it contains. */
async function ours(forge: Forge): Promise<Issue | undefined> {
    const self = await forge.self();
    return (await forge.openIssues(label)).find(({ author, body }) => author === self && body.startsWith(marker));
}
