import { Command, type CommandUnknownOpts, Help, type Option } from "@commander-js/extra-typings";
import { usageMessage } from "./message";
import { nearest } from "./nearest";

/** What a user reads of a command, beside its line in the list and its flags. */
export interface About {
    /** What it does, in sentences; below the usage in its help. */
    description: string;
    /** What comes after `confluent-gitops NAME`, and what for. A test checks each. */
    examples: readonly (readonly [args: string, what: string])[];
    /** What its exit codes mean, where it has more to say than the page does of all commands. */
    exitCodes?: Readonly<Record<number, string>>;
}

const abouts = new WeakMap<CommandUnknownOpts, About>();

/** What was said of a command where it was defined; undefined for a group of commands. */
export const aboutOf = (command: CommandUnknownOpts): About | undefined => abouts.get(command);

/** `confluent-gitops preview`: a command with those above it. */
export const pathOf = (command: CommandUnknownOpts): string =>
    command.parent ? `${pathOf(command.parent)} ${command.name()}` : command.name();

/**
 * A command, to be given its flags and its action; the list gives it its name. A definition loads nothing of the
 * product: its action imports the code that it runs, so that help, completion and refusals answer at once.
 */
export function defineCommand(about: About) {
    const made = new Command().description(about.description);
    abouts.set(made, about);
    made.addHelpText("after", () => afterFlags(made, about));
    // Before a mandatory flag is missed, which may be the one that was mistyped.
    const parse = made.parseOptions.bind(made);
    made.parseOptions = (words) => {
        const parsed = parse(words);
        refuseUnknown(made, parsed.unknown);
        return parsed;
    };
    return framed(made).hook("preAction", () => refuseEmpty(made));
}

/** An empty value is mostly a variable that is not set: what a flag means without it is not what was asked. */
function refuseEmpty(made: CommandUnknownOpts): void {
    const values = made.opts() as Record<string, unknown>;
    const empty = made.options.find((option) => [values[option.attributeName()]].flat().includes(""));
    if (empty) made.error(`error: option '${empty.flags}' has an empty value`);
}

/** Refuses in the one form, and lists what there is where no name is given, as other programs do. */
export function framed<Made extends CommandUnknownOpts>(made: Made): Made {
    made.exitOverride()
        .configureOutput({
            outputError: (text, write) => write(usageMessage(text, pathOf(made))),
            // Help that was not asked for, where a name is missing, is the answer all the same.
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

/** `not with --json`: the flags that a flag excludes, whichever of the two says so; empty where it excludes none. */
export function notWith(made: CommandUnknownOpts, option: Option): string {
    const excludes = (one: Option, other: Option) =>
        (one as unknown as Conflicting).conflictsWith.includes(other.attributeName());
    const others = made.options.filter((other) => excludes(option, other) || excludes(other, option));
    return others.length === 0 ? "" : `not with ${others.map(({ long }) => long).join(", ")}`;
}

/** What the library has and does not declare: what was given to `conflicts`. */
interface Conflicting {
    conflictsWith: string[];
}

/** An action whose number is the exit code. */
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
