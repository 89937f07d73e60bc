import { helpOf, outputOf } from "./help";
import type { Program } from "./program";

export const git: Program = {
    help: helpOf(async (path) => {
        const [command] = path;
        if (command !== undefined) return withOpposites(`${await outputOf("git", [command, "-h"])}\n    -h   .`);
        const commands = await outputOf("git", ["--list-cmds=main,others"]);
        const lines = commands.split("\n").map((name) => `  ${name}  .`);
        return `Commands:\n${lines.join("\n")}\nFlags:\n    -C <path>\n    -c <name=value>\n    --version\n    --no-pager`;
    }),
};

/** Git accepts `--no-edit` if it has `--edit`, and not every version's help says so. */
const withOpposites = (help: string): string =>
    help.replace(/^\s+(?:-\w, )?--([a-z][\w-]*).*$/gm, (line, name: string) => `${line}\n    --no-${name}   .`);
