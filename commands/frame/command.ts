import { Command, type CommandUnknownOpts, Help, type Option } from "@commander-js/extra-typings";
import { usageMessage } from "./message";
import { nearest } from "./nearest";

/** What the help shows for a command, in addition to its line in the list and its flags. */
export interface About {
    /** What it does, in sentences, below the usage. */
    description: string;
    /** What follows `confluent-gitops NAME`, and its purpose. A test checks each. */
    examples: readonly (readonly [args: string, what: string])[];
    /** The meaning of its exit codes, if it says more than the page does for all commands. */
    exitCodes?: Readonly<Record<number, string>>;
}

const abouts = new WeakMap<CommandUnknownOpts, About>();

/** The help text with which a command was defined. Undefined for a group of commands. */
export const aboutOf = (command: CommandUnknownOpts): About | undefined => abouts.get(command);

/** `confluent-gitops preview`: a command, preceded by its parents. */
export const pathOf = (command: CommandUnknownOpts): string =>
    command.parent ? `${pathOf(command.parent)} ${command.name()}` : command.name();

/**
 * A command without its name, which the list adds. The caller adds flags and an action. A definition loads nothing of the
 * product: its action imports the code that it runs, so that help, completion and errors appear at once.
 */
export function defineCommand(about: About) {
    const made = new Command().description(about.description);
    abouts.set(made, about);
    made.addHelpText("after", () => afterFlags(made, about));
    // Checked before a missing mandatory flag, which may be the one that was mistyped.
    const parse = made.parseOptions.bind(made);
    made.parseOptions = (words) => {
        const parsed = parse(words);
        refuseUnknown(made, parsed.unknown);
        return parsed;
    };
    return framed(made).hook("preAction", () => refuseEmpty(made));
}

/** An empty value usually comes from a variable that isn't set. The default would not be what the user meant. */
function refuseEmpty(made: CommandUnknownOpts): void {
    const values = made.opts() as Record<string, unknown>;
    const empty = made.options.find((option) => [values[option.attributeName()]].flat().includes(""));
    if (empty) made.error(`error: option '${empty.flags}' has an empty value`);
}

/** Reports errors in the common format, and lists the subcommands if no name is given, as other programs do. */
export function framed<Made extends CommandUnknownOpts>(made: Made): Made {
    made.exitOverride()
        .configureOutput({
            outputError: (text, write) => write(usageMessage(text, pathOf(made))),
            // Help is also printed if a name is missing, although it wasn't requested.
            writeErr: (text) => void (text.startsWith("Usage:") ? process.stdout : process.stderr).write(text),
        })
        .configureHelp({
            subcommandTerm: (inner) => inner.name(),
            optionDescription: (option) =>
                [Help.prototype.optionDescription.call(made.createHelp(), option), notWith(made, option)]
                    .filter(Boolean)
                    .join("; "),
        })
        .helpOption("-h, --help", "show this")
        .helpCommand(false);
    return made;
}

/** `not with --json`: the flags that a flag excludes, whichever of the two declares it. Empty if it excludes none. */
export function notWith(made: CommandUnknownOpts, option: Option): string {
    const excludes = (one: Option, other: Option) =>
        (one as unknown as Conflicting).conflictsWith.includes(other.attributeName());
    const others = made.options.filter((other) => excludes(option, other) || excludes(other, option));
    return others.length === 0 ? "" : `not with ${others.map(({ long }) => long).join(", ")}`;
}

/** What was passed to `conflicts`. The library has it, but doesn't declare it. */
interface Conflicting {
    conflictsWith: string[];
}

/** An action that returns the exit code. */
export const exitsWith =
    <Args extends unknown[]>(action: (...args: Args) => number | Promise<number>) =>
    async (...args: Args): Promise<void> => {
        process.exitCode = await action(...args);
    };

function refuseUnknown(made: CommandUnknownOpts, words: readonly string[]): void {
    const flags = words.filter((word) => /^-./.test(word));
    const [unknown] = flags;
    if (unknown === undefined || flags.some((flag) => flag === "--help" || flag === "-h")) return;
    const known = made.options.flatMap(({ long }) => long ?? []);
    const name = unknown.replace(/=.*$/s, "");
    const meant = nearest(name, [...known, "--help"]);
    made.error(`error: unknown option '${name}'${meant === undefined ? "" : `\n(Did you mean ${meant}?)`}`);
}

function afterFlags(made: CommandUnknownOpts, { examples, exitCodes }: About): string {
    const codes = Object.entries(exitCodes ?? {}).map(([code, what]) => `  ${code}  ${what}`);
    return [
        ...(codes.length > 0 ? ["", "Exit codes:", ...codes] : []),
        "",
        "Examples:",
        ...examples.flatMap(([args, what]) => [`  # ${what}`, `  npx ${`${pathOf(made)} ${args}`.trim()}`]),
    ].join("\n");
}
