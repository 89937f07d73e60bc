import { parse } from "sh-syntax";
import { type Command, commandsIn } from "./words";

/** A statement in a block, usually a line. */
export interface Statement {
    text: string;
    /** The line in the block, from 0. */
    line: number;
    commands: Command[];
}

/**
 * Splits a shell block into statements. mvdan/sh's parser decides what is valid, as in bash 5.
 *
 * @throws Error with the parser's message, including line and column
 */
export async function statementsOf(text: string): Promise<Statement[]> {
    const { Stmts } = await parse(text).catch((error: unknown) => {
        throw new Error(`is not shell: ${error instanceof Error ? error.message : String(error)}`);
    });
    // Offsets are in bytes.
    const bytes = Buffer.from(text);
    return Stmts.map(({ Pos, End, Redirs }) => {
        const end = Math.max(End.Offset, ...Redirs.map((redirection) => redirection.Hdoc?.End.Offset ?? 0));
        const statement = bytes.subarray(Pos.Offset, end).toString();
        return { text: statement, line: Pos.Line - 1, commands: commandsIn(statement) };
    });
}
