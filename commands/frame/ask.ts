import { once } from "node:events";
import { createInterface } from "node:readline/promises";

/** Asks a question that is answered by yes or no; true for yes. */
export type Ask = (question: string) => Promise<boolean>;

/**
 * Who answers a command's questions: `--yes` itself, else whoever sits at the terminal. Nobody where a program reads the
 * standard output, which the questions would be in.
 */
export const askBy = ({ yes, json }: { yes?: boolean; json?: boolean }): Ask | undefined =>
    yes ? () => Promise.resolve(true) : json ? undefined : askOnTerminal();

/** Asks a question that is answered by a text. @param usual what an empty answer means; shown with the question */
export type AskText = (question: string, usual?: string) => Promise<string>;

/**
 * Asks on the terminal: `y` or `yes` is a yes, anything else a no. Undefined where there is no terminal to ask on, so
 * that nothing waits for an answer that never comes.
 */
export function askOnTerminal(): Ask | undefined {
    return onTerminal((read) => async (question) => /^y(es)?$/i.test((await read(`${question} [y/N] `)).trim()));
}

/** The same for a text. An end of the input is an empty answer. */
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
        // Ctrl-C is a no to everything; the interface would otherwise keep it for itself.
        terminal.on("SIGINT", () => process.exit(130));
        try {
            // Ctrl-D closes it: the question is then rejected or, in some versions of Node, never answered.
            const closed = once(terminal, "close").then(() => "");
            return await Promise.race([terminal.question(prompt).catch(() => ""), closed]);
        } finally {
            terminal.close();
        }
    });
}
