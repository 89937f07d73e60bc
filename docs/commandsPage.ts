import { Command, type CommandUnknownOpts, type Option } from "@commander-js/extra-typings";
import { commands } from "../commands";
import { aboutOf, notWith } from "../commands/frame/command";
import { exitCodes } from "../commands/frame/exitCodes";
import { addCommands } from "../commands/frame/list";
import { shapes } from "../commands/shapes";
import { schemaFile } from "./json";

const introduction = `# Commands

Made from the commands' definitions in \`commands/\` by \`npm run docs\`; \`npm test\` fails if it is out of date.

\`npx confluent-gitops preview --stack eks\` runs the command \`preview\`, from any folder of the checkout.
\`npm run preview -- --stack eks\` does the same. Without a name, \`confluent-gitops\` lists the commands; \`--help\` after a name
shows its flags and examples.

## Exit codes

| code | meaning |
|---|---|
| ${exitCodes.done} | done, and there is nothing to report |
| ${exitCodes.finding} | a finding: something is stuck, is left over, or is refused. Also if the command failed; the message says why |
| ${exitCodes.badUsage} | bad usage: an unknown command, flag, stack or revision, a value that is missing or not allowed, flags that exclude each other. Nothing was done |
| ${exitCodes.unfinished} | not finished: steps are left, or not everything could be looked at. Only for the commands below that list it |
| ${exitCodes.interrupted} | interrupted by Ctrl-C or another signal |

## JSON

With \`--json\`, standard output holds one JSON document and nothing else; progress, warnings and errors go to standard error.
If a command is refused, standard output stays empty, and the exit code and standard error tell why. A command with \`--json\`
never asks a question: it changes nothing unless you also pass \`--yes\`. Secrets are masked.

Each document has a JSON Schema, whose \`$id\` ends in its version. New fields may be added to a version; a field that is removed
or changes its meaning makes a new one. New objects have the version in a field \`version\` as well.

`;

const completion = `## Shell completion

The shell completes names of commands, flags and stacks, for \`npx confluent-gitops\` and for \`confluent-gitops\` (an alias, or
a link to \`bin/confluent-gitops.cjs\` on the \`PATH\`). The script calls the checkout that printed it.

\`\`\`sh
npx confluent-gitops completion bash >> ~/.bashrc
npx confluent-gitops completion zsh >> ~/.zshrc
npx confluent-gitops completion fish > ~/.config/fish/conf.d/confluent-gitops.fish
\`\`\`

In zsh, put it below \`compinit\`.
`;

/** docs/COMMANDS.md: every command that is typed, with its flags, exit codes and examples. */
export async function commandsPage(): Promise<string> {
    const program = new Command("confluent-gitops");
    await addCommands(program, commands, "all");
    const schemas = Object.entries(shapes).map(
        ([name, shape]) =>
            `| \`${name}\` | ${shape.version} | [${schemaFile(name, shape)}](${schemaFile(name, shape)}) |`,
    );
    const table = ["| command | version | schema |", "|---|---|---|", ...schemas].join("\n");
    const list = program.commands.map((one) => `| [\`${one.name()}\`](#${one.name()}) | ${one.summary()} |`);
    return [
        `${introduction}${table}\n`,
        completion,
        ["## All commands\n", "| command | what it does |", "|---|---|", ...list, ""].join("\n"),
        ...program.commands.map(section),
    ].join("\n");
}

function section(command: CommandUnknownOpts): string {
    const { description, exitCodes: codes = {}, examples } = aboutOf(command) ?? { description: "", examples: [] };
    const name = command.name();
    const rows = command.options.map((option) => `| \`${option.flags}\` | ${escaped(meaning(command, option))} |`);
    const ends = Object.entries(codes).map(([code, what]) => `- \`${code}\`: ${what}`);
    const lines = examples.map(([args, what]) => `# ${what}\n${`npx confluent-gitops ${name} ${args}`.trim()}`);
    return [
        `### ${name}\n`,
        `${description}\n`,
        ...(rows.length > 0 ? ["| flag | meaning |", "|---|---|", ...rows, ""] : []),
        ...(ends.length > 0 ? ["Exit codes:\n", ...ends, ""] : []),
        `\`\`\`sh\n${lines.join("\n")}\n\`\`\`\n`,
    ].join("\n");
}

function meaning(command: CommandUnknownOpts, option: Option): string {
    const { description, argChoices, defaultValueDescription, mandatory } = option;
    const excluded = notWith(command, option);
    const value = option.defaultValue as string | number | undefined;
    const known = defaultValueDescription ?? (value === undefined ? undefined : String(value));
    return [
        description + (mandatory ? "; required" : ""),
        ...(argChoices ? [`one of ${argChoices.join(", ")}`] : []),
        ...(known === undefined ? [] : [`default: ${known}`]),
        ...(excluded ? [excluded.replace(/--[\w-]+/g, "`$&`")] : []),
    ].join("; ");
}

/** Pipes and angle brackets are Markdown's own. */
const escaped = (text: string): string => text.replaceAll("|", "\\|").replace(/<(\w+)>/g, "&lt;$1&gt;");
