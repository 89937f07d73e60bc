import type { CommandUnknownOpts, Option } from "@commander-js/extra-typings";
import { knownStacks } from "../../base/checkout";

/** A word that may come next, with what it is. */
export interface Proposal {
    word: string;
    what: string;
}

/**
 * What may stand in the place of the last word.
 *
 * @param words what was typed after the program's name; the last may be empty. bash takes `--stack=eks` apart into three.
 * @returns nothing where a name of a file may stand there, or anything
 */
export function proposals(program: CommandUnknownOpts, words: readonly string[]): Proposal[] {
    const last = words.at(-1) ?? "";
    const { command, pending } = read(program, words.slice(0, -1));
    const [, flag, value] = /^(--[^=]+)=(.*)$/s.exec(last) ?? [];
    if (flag !== undefined) {
        return starting(valuesOf(optionOf(command, flag)), value ?? "").map(({ word, what }) => ({
            word: `${flag}=${word}`,
            what,
        }));
    }
    if (pending) return starting(valuesOf(pending), last === "=" ? "" : last);
    return starting(last.startsWith("-") ? flagsOf(command) : [...namesIn(command), ...flagsOf(command)], last);
}

/** The command that words name, and the flag whose value comes next. */
function read(program: CommandUnknownOpts, words: readonly string[]) {
    let command = program;
    let pending: Option | undefined;
    for (const word of words) {
        if (word === "=") continue;
        if (pending) pending = undefined;
        else if (!word.startsWith("-")) command = command.commands.find((inner) => inner.name() === word) ?? command;
        else if (!word.includes("=")) pending = takingValue(optionOf(command, word));
    }
    return { command, pending };
}

const optionOf = (command: CommandUnknownOpts, flag: string): Option | undefined =>
    command.options.find(({ long, short }) => long === flag || short === flag);

const takingValue = (option: Option | undefined): Option | undefined =>
    option && (option.required || option.optional) ? option : undefined;

function valuesOf(option: Option | undefined): Proposal[] {
    if (option?.long === "--stack") return knownStacks().map((word) => ({ word, what: "stack" }));
    return (option?.argChoices ?? []).map((word) => ({ word, what: option?.attributeName() ?? "" }));
}

const flagsOf = (command: CommandUnknownOpts): Proposal[] => [
    ...command.options.map(({ long, description }) => ({ word: long ?? "", what: description })),
    { word: "--help", what: "show this" },
];

const namesIn = (command: CommandUnknownOpts): Proposal[] => [
    ...command
        .createHelp()
        .visibleCommands(command)
        .map((inner) => ({ word: inner.name(), what: inner.summary() })),
    ...command.registeredArguments.flatMap(({ argChoices }) => (argChoices ?? []).map((word) => ({ word, what: "" }))),
];

const starting = (all: readonly Proposal[], start: string): Proposal[] =>
    all.filter(({ word }) => word.startsWith(start));
