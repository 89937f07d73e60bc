import { didYouMean } from "./nearest";

/**
 * The command library's error in the form of all errors here: a sentence, then what to do.
 *
 * @param text `error: unknown option '--stak'\n(Did you mean --stack?)`
 */
export function usageMessage(text: string, path: string): string {
    const [refusal = "", ...rest] = text
        .replace(/^error: /, "")
        .trim()
        .split("\n");
    const sentence = refusal.charAt(0).toUpperCase() + refusal.slice(1).replace(/(?<![.?])$/, ".");
    const hints = [...rest.map((line) => line.replace(/^\((.*)\)$/, "$1")), nearestChoice(refusal)]
        .filter(Boolean)
        .map((hint) => ` ${hint}`);
    return `${sentence}${hints.join("")}\n${seeHelp(path)}\n`;
}

/**
 * The library suggests names of commands and flags, but not values: `argument 'destory' is invalid. Allowed choices are up,
 * destroy.`
 */
function nearestChoice(refusal: string): string {
    const [, word = "", choices = ""] = / '([^']*)' is invalid[^.]*\. Allowed choices are (.*)\.$/.exec(refusal) ?? [];
    return choices === "" ? "" : didYouMean(word, choices.split(", "));
}

/** The last line of an error about bad usage. */
export const seeHelp = (path: string): string => `See npx ${path} --help`;
