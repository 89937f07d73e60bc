/**
 * A refusal of the command library's in the form of all errors here: a sentence, then what to do.
 *
 * @param text `error: unknown option '--stak'\n(Did you mean --stack?)`
 */
export function usageMessage(text: string, path: string): string {
    const [refusal = "", ...rest] = text
        .replace(/^error: /, "")
        .trim()
        .split("\n");
    const sentence = refusal.charAt(0).toUpperCase() + refusal.slice(1).replace(/(?<![.?])$/, ".");
    const hints = rest.map((line) => ` ${line.replace(/^\((.*)\)$/, "$1")}`);
    return `${sentence}${hints.join("")}\n${seeHelp(path)}\n`;
}

/** The last line of what is said to bad usage. */
export const seeHelp = (path: string): string => `See npx ${path} --help`;
