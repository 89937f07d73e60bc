import { Command, type CommandUnknownOpts } from "@commander-js/extra-typings";
import { framed } from "./command";

/** A line of a list of commands: what it does, and where its definition is, which is only read when it is named. */
export interface Line {
    summary: string;
    load: () => Promise<{ command: CommandUnknownOpts }>;
}

/** A name with commands below it: `confluent-gitops pipeline drift`. */
export interface Group {
    summary: string;
    list: List;
}

export type List = Readonly<Record<string, Line | Group>>;

/**
 * A program, or a group, with the commands of a list, of which only those are read that words name.
 *
 * @param words what was typed after the program's name; `all` to read every definition
 * @param heading above these commands in the list of all
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
