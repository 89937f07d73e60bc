import type { CheckedStatement } from "./check";
import type { Outcome, Scratch } from "./scratch";
import { whatIsMissingFor } from "./way";

/** The result of a block's statements. */
export interface Played {
    /** How many were run. */
    ran: number;
    /** What each of the others needs. */
    reasons: string[];
    outcome: Outcome;
}

/** What the commands before a block in the document have left. */
export interface Progress {
    /** What skipped statements would have created; a statement that names one is skipped too. */
    absent: Set<string>;
    /** Whether a stack was created. */
    hasStack: boolean;
}

/** Runs the statements of a block that can be run. */
export async function play(
    statements: readonly CheckedStatement[],
    progress: Progress,
    scratch: () => Scratch,
): Promise<Played> {
    const reasons: string[] = [];
    const runnable = statements.filter((statement) => {
        const reason = whyNot(statement, progress, scratch);
        if (reason === undefined) return true;
        reasons.push(reason);
        for (const name of statement.makes) progress.absent.add(name);
        return false;
    });
    const texts = runnable.map(({ text }) => text);
    const outcome = texts.length > 0 ? await scratch().run(texts) : { code: 0, output: "" };
    return { ran: texts.length, reasons, outcome };
}

function whyNot(statement: CheckedStatement, progress: Progress, scratch: () => Scratch): string | undefined {
    const missing = statement.reads.map(whatIsMissingFor).find((reason) => reason !== undefined);
    if (missing !== undefined) return missing;
    for (const read of statement.reads) {
        if (read?.program !== "pulumi" || read.call.path[0] === "login") continue;
        if (/^stack (init|select)/.test(read.call.path.join(" "))) progress.hasStack = true;
        if (!progress.hasStack) return "a stack, which another page makes";
    }
    const lost = [...progress.absent].find((name) => statement.text.includes(name));
    if (lost !== undefined) return `${lost}, of a command that was not run`;
    const stranger = statement.reads.find((read) => read && !scratch().has(read.program));
    return stranger && `${stranger.program} on PATH`;
}

/** Lines that a document shows but that were not printed. `…` stands for anything; white space doesn't matter. */
export function notPrinted(shown: readonly string[], output: string): string[] {
    const printed = output.split("\n").map(squeezed);
    return shown.filter((line) => {
        const parts = squeezed(line)
            .split(/ ?… ?/)
            .map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"));
        const pattern = new RegExp(`^${parts.join(".*")}$`);
        return !printed.some((one) => pattern.test(one));
    });
}

const squeezed = (line: string): string => line.trim().replace(/\s+/g, " ");
