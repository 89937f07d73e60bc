import type { Forge } from "../forge/forge";
import { readStrange } from "../files";

/** A run of a fork's code, as the forge describes it. */
export interface StrangeRun {
    /** The commit that ran. */
    sha: string;
    /** The repository: `owner/name`. */
    repository: string;
}

/** More than any comment needs, and less than would do harm. */
const limitBytes = 262_144;

/**
 * Makes Markdown from a fork's code harmless: it notifies nobody, hides nothing, loads no pictures, and says where it comes
 * from.
 */
export function harmless(markdown: string): string {
    const text = markdown
        .replace(/<!--[\s\S]*?(-->|$)/g, "")
        .replace(/<(?!\/?(details|summary|b|strong|code|sub|br)>|details open>)/g, "&lt;")
        .replaceAll("![", "!\u200b[")
        // A name or a number after it is not a link any more, so nobody is told; nor is it after its entity.
        .replace(/&(#0*64|#x0*40|commat);?/gi, "@\u200b")
        .replace(/&(#0*35|#x0*23|num);?/gi, "#\u200b")
        .replace(/(@|(?<!&)#)(?=[\w-])/g, "$&\u200b");
    return `_From a fork: its own code produced this, with stand-ins and without credentials._\n\n${text}`;
}

/**
 * What a fork's run has left for its pull request. The number is trusted only if the forge says that this pull request is
 * open and at the very commit that ran.
 *
 * @param paths files from the run: the Markdown, and the pull request's number
 * @returns undefined if the pull request has moved on, or doesn't belong to the run
 * @throws UsageError if a file is invalid
 */
export async function readStrangeReport(
    forge: Forge,
    paths: { body: string; number: string },
    run: StrangeRun,
): Promise<{ change: number; body: string } | undefined> {
    const number = readStrange(paths.number, 20).trim();
    if (!/^[1-9]\d{0,9}$/.test(number)) return undefined;
    const body = harmless(readStrange(paths.body, limitBytes));
    const head = await forge.head(Number(number));
    const isSame = head.isOpen && head.sha === run.sha && head.repository === run.repository;
    return isSame ? { change: Number(number), body } : undefined;
}
