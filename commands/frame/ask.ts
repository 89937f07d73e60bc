import { once } from "node:events";
import { createInterface } from "node:readline/promises";

/** Asks a yes/no question; true means yes. */
export type Ask = (question: string) => Promise<boolean>;

/**
 * What answers a command's questions: `--yes`, or the user at the terminal. Nothing does if a program reads the standard
 * output, because the questions would be written there.
 */
export const askBy = ({ yes, json }: { yes?: boolean; json?: boolean }): Ask | undefined =>
    yes ? () => Promise.resolve(true) : json ? undefined : askOnTerminal();

/** Asks for a text. @param usual the meaning of an empty answer; shown with the question */
export type AskText = (question: string, usual?: string) => Promise<string>;

/**
 * Asks on the terminal: `y` or `yes` means yes, anything else no. Undefined without a terminal, so that no command waits
 * for an answer that never comes.
 */
export function askOnTerminal(): Ask | undefined {
    return onTerminal((read) => async (question) => /^y(es)?$/i.test((await read(`${question} [y/N] `)).trim()));
}

/** The same for a text. An end of the input counts as an empty answer. */
export function askTextOnTerminal(): AskText | undefined {
    return onTerminal(
        (read) => async (question, usual) =>
            (await read(`${question}?${usual === undefined ? "" : ` [${usual}]`} `)).trim(),
    );
}

function onTerminal<Asks>(made: (read: (prompt: string) => Promise<string>) => Asks): Asks | undefined {
    if (!process.stdin.isTTY || !process.stdout.isTTY) return undefined;
    return made(async (prompt) => {
        const terminal = createInterface({ input: process.stdin, output: process.stdout });
        // Ctrl-C answers no to everything; otherwise, the interface would keep it to itself.
        terminal.on("SIGINT", () => process.exit(130));
        try {
            // Ctrl-D closes it. Then the question is rejected or, in some versions of Node, never answered.
            const closed = once(terminal, "close").then(() => "");
            return await Promise.race([terminal.question(prompt).catch(() => ""), closed]);
        } finally {
            terminal.close();
        }
    });
}
