import { type Check, some } from "../drift";
import type { Forge, Issue } from "../forge/forge";
import { marker, renderBody, renderTitle } from "./body";

/** The label of the issue: it is made where it is not there yet. */
export const label = "drift";

/** What was done about the issue. */
export type Done = "opened" | "updated" | "closed" | "nothing";

/**
 * Keeps the one issue about drift as the checks say: opens it where there is drift, updates it while that lasts, and closes
 * it with a comment once every side of every stack was checked and is clean. A check that failed closes nothing.
 *
 * @param run where the run is, for the issue's text
 */
export async function keepIssue(forge: Forge, checks: readonly Check[], run: string): Promise<Done> {
    const issue = await ours(forge);
    if (some(checks, "drift")) return report(forge, issue, checks, run);
    if (!issue) return "nothing";
    if (some(checks, "failed") || checks.length === 0) {
        // What was known to be adrift stays the title.
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

/** The open issue; one that somebody else wrote is not ours, whatever is in it. */
async function ours(forge: Forge): Promise<Issue | undefined> {
    const self = await forge.self();
    return (await forge.openIssues(label)).find(({ author, body }) => author === self && body.startsWith(marker));
}
