import type { Word } from "../words";

export interface Flag {
    /** With its dashes: `--stack` or `-s`. */
    names: string[];
    takesValue: boolean;
}

/** What a program's own help says about one of its commands. */
export interface Help {
    subcommands: readonly string[];
    /** Other names of the command itself. */
    aliases?: readonly string[];
    flags: readonly Flag[];
}

/** A call as its program reads it. */
export interface Call {
    /** Subcommands: `config`, `set`. */
    path: string[];
    /** By the flag's first name; without a value if it takes none. */
    flags: [name: string, value: Word | undefined][];
    positionals: Word[];
    /** The words after `--`. */
    rest: Word[];
    problems: string[];
}

/**
 * Reads a call according to the program's help for each subcommand.
 *
 * @param words after the program's name
 * @param help for a path of subcommands, including global flags
 */
export async function readCall(
    program: string,
    words: readonly Word[],
    help: (path: readonly string[]) => Promise<Help>,
): Promise<Call> {
    const call: Call = { path: [], flags: [], positionals: [], rest: [], problems: [] };
    let known = await help([]);
    const early: string[] = [];
    const end = words.findIndex(({ text }) => text === "--");
    const queue = end < 0 ? [...words] : words.slice(0, end);
    call.rest = end < 0 ? [] : words.slice(end + 1);

    for (let word = queue.shift(); word; word = queue.shift()) {
        if (/^-\w|^--\w/.test(word.text)) {
            const found = flagOf(word, known.flags);
            if (!found) early.push(word.text);
            else call.flags.push([found.name, found.takesNext ? queue.shift() : found.value]);
        } else if (call.positionals.length > 0 || known.subcommands.length === 0 || word.isOpen) {
            call.positionals.push(word);
        } else {
            const next = await subcommand(word.text, call.path, known, help);
            if (!next) {
                const others = known.subcommands.join(", ");
                call.problems.push(
                    `${[program, ...call.path].join(" ")} has no command ${word.text}; it has ${others}`,
                );
                return call;
            }
            call.path.push(word.text);
            known = next;
        }
    }
    // A flag may precede the command that it belongs to.
    for (const text of early) {
        if (flagOf({ text, isOpen: false }, known.flags)) continue;
        const whose = [program, ...call.path].join(" ");
        call.problems.push(`${whose} has no flag ${text.replace(/=.*$/s, "")}: ${whose} --help says which it has`);
    }
    return call;
}

/** A subcommand's help; undefined if there is none with that name or alias. */
async function subcommand(
    name: string,
    path: readonly string[],
    known: Help,
    help: (path: readonly string[]) => Promise<Help>,
): Promise<Help | undefined> {
    if (known.subcommands.includes(name)) return help([...path, name]);
    const other = await help([...path, name]).catch(() => undefined);
    return other?.aliases?.includes(name) ? other : undefined;
}

interface Found {
    name: string;
    value: Word | undefined;
    takesNext: boolean;
}

/** `--flag`, `--flag=value`, `-f`, `-fvalue`, and several single-letter flags in one. */
function flagOf(word: Word, flags: readonly Flag[]): Found | undefined {
    const [name = "", ...rest] = word.text.split("=");
    const flag = flags.find(({ names }) => names.includes(name));
    const value = rest.length > 0 ? { text: rest.join("="), isOpen: word.isOpen } : undefined;
    if (flag) return { name: flag.names[0] ?? name, value, takesNext: flag.takesValue && !value };
    if (!/^-\w\S/.test(word.text)) return undefined;
    const letters = word.text.slice(1);
    const first = flags.find(({ names }) => names.includes(`-${letters.charAt(0)}`));
    if (!first) return undefined;
    const firstName = first.names[0] ?? "";
    if (first.takesValue) {
        return {
            name: firstName,
            value: { text: letters.slice(1).replace(/^=/, ""), isOpen: false },
            takesNext: false,
        };
    }
    const all = [...letters].every((letter) => flags.some(({ names }) => names.includes(`-${letter}`)));
    const last = flags.find(({ names }) => names.includes(`-${letters.at(-1)}`));
    return all ? { name: firstName, value: undefined, takesNext: last?.takesValue === true } : undefined;
}

/** The last value of a flag; undefined if it wasn't given, or takes none. */
export const valueOf = ({ flags }: Call, ...names: string[]): Word | undefined =>
    flags.filter(([name]) => names.includes(name)).at(-1)?.[1];
