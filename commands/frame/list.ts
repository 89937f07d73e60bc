import { Command, type CommandUnknownOpts } from "@commander-js/extra-typings";
import { framed } from "./command";

/**
 * An entry of a list of commands: what the command does, and where its definition is, which is only loaded when it is
 * named.
 */
export interface Line {
    summary: string;
    load: () => Promise<{ command: CommandUnknownOpts }>;
}

/** A name with subcommands: `confluent-gitops pipeline drift`. */
export interface Group {
    summary: string;
    list: List;
}

export type List = Readonly<Record<string, Line | Group>>;

/**
 * A program, or a group, with the commands of a list. Only those that the words name are loaded.
 *
 * @param words what was typed after the program's name; `all` to load every definition
 * @param heading above these commands in the list
 */
export async function addCommands(
    above: CommandUnknownOpts,
    list: List,
    words: readonly string[] | "all",
    heading = "Commands:",
): Promise<void> {
    const [named, ...rest] = words === "all" ? [] : words;
    for (const [name, line] of Object.entries(list)) {
        const isWanted = words === "all" || name === named;
        const made = await commandOf(line, isWanted);
        made.name(name).summary(line.summary).helpGroup(heading);
        above.addCommand(made);
        if (isWanted && "list" in line) await addCommands(made, line.list, words === "all" ? words : rest);
    }
}

async function commandOf(line: Line | Group, isWanted: boolean): Promise<CommandUnknownOpts> {
    if ("list" in line) return framed(new Command()).description(line.summary);
    return isWanted ? (await line.load()).command : new Command();
}
