import { helpOf, outputOf } from "./help";
import type { Program } from "./program";

export const git: Program = {
    help: helpOf(async (path) => {
        const [command] = path;
        if (command !== undefined) return `${await outputOf("git", [command, "-h"])}\n    -h   .`;
        const commands = await outputOf("git", ["--list-cmds=main,others"]);
        const lines = commands.split("\n").map((name) => `  ${name}  .`);
        return `Commands:\n${lines.join("\n")}\nFlags:\n    -C <path>\n    -c <name=value>\n    --version\n    --no-pager`;
    }),
};
