import { checkCommand, type Setting } from "./commands";
import { type Read } from "./commands/program";
import type { Block } from "./extract";
import { filled } from "./placeholders";
import { type Statement, statementsOf } from "./shell";

export interface CheckedStatement extends Statement {
    /** Undefined for a call whose program is only known to a running shell. */
    reads: (Read | undefined)[];
    /** Files that its commands create. */
    makes: string[];
}

/** A block's statements, and the problems with them, each with file and line. */
export interface Checked {
    statements: CheckedStatement[];
    problems: string[];
}

/** Checks a block. What its commands create is added to the setting, for the following ones. */
export async function checkBlock(
    { file, line, text }: Pick<Block, "file" | "line" | "text">,
    setting: Setting,
): Promise<Checked> {
    const checked: Checked = { statements: [], problems: [] };
    let statements: Statement[];
    try {
        statements = await statementsOf(filled(text));
    } catch (error) {
        return { statements: [], problems: [`${file}:${line} ${(error as Error).message}`] };
    }
    for (const statement of statements) {
        const reads: (Read | undefined)[] = [];
        const before = new Set(setting.made);
        for (const command of statement.commands) {
            const { read, problems } = await checkCommand(command, setting);
            reads.push(read);
            checked.problems.push(...problems.map((problem) => `${file}:${line + statement.line} ${problem}`));
        }
        checked.statements.push({ ...statement, reads, makes: [...setting.made].filter((name) => !before.has(name)) });
    }
    return checked;
}
