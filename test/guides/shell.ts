import { parse } from "sh-syntax";
import { type Command, commandsIn } from "./words";

/** A statement of a block: a line, as a rule. */
export interface Statement {
    text: string;
    /** Of the block, from 0. */
    line: number;
    commands: Command[];
}

/**
 * Splits a shell block into statements. That it is shell is decided by mvdan/sh's parser, as bash 5 reads it.
 *
 * @throws Error with the parser's message, which names the line and column
 */
export async function statementsOf(text: string): Promise<Statement[]> {
    const { Stmts } = await parse(text).catch((error: unknown) => {
        throw new Error(`is not shell: ${error instanceof Error ? error.message : String(error)}`);
    });
    // Offsets count bytes.
    const bytes = Buffer.from(text);
    return Stmts.map(({ Pos, End, Redirs }) => {
        const end = Math.max(End.Offset, ...Redirs.map((redirection) => redirection.Hdoc?.End.Offset ?? 0));
        const statement = bytes.subarray(Pos.Offset, end).toString();
        return { text: statement, line: Pos.Line - 1, commands: commandsIn(statement) };
    });
}
