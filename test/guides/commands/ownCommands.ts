import type { CommandUnknownOpts } from "@commander-js/extra-typings";
import { programFor } from "../../../bin/program";
import { type Call, type Help, readCall } from "./call";
import type { Program, Setting } from "./program";
import { settingProblems } from "./settings";
import { stacksOf } from "./stacks";

/** The definition of the command of this project at a path. */
async function commandAt(path: readonly string[]): Promise<CommandUnknownOpts> {
    let command: CommandUnknownOpts = await programFor(path);
    for (const name of path) {
        const inner = command.commands.find((one) => one.name() === name);
        if (!inner) throw new Error(`confluent-gitops has no command ${path.join(" ")}`);
        command = inner;
    }
    return command;
}

/** Help from the definition of a command of this project. */
export async function ownHelp(path: readonly string[]): Promise<Help> {
    const { commands, options } = await commandAt(path);
    const flags = options.map(({ long, short, required, optional }) => ({
        names: [long, short].flatMap((name) => name ?? []),
        takesValue: required || optional,
    }));
    const help = { names: ["--help", "-h"], takesValue: false };
    return { subcommands: commands.map((one) => one.name()), flags: [...flags, help] };
}

/** Problems with the words and values that are passed to a command of this project. @param typed `npm run preview --` */
export async function ownProblems(typed: string, path: string[], call: Call, setting: Setting): Promise<string[]> {
    const { options, registeredArguments } = await commandAt(path);
    const values = call.flags.flatMap(([name, value]) => {
        if (!value || value.isOpen) return [];
        const { text } = value;
        if (name === "--stack" && !stacksOf(setting).includes(text)) {
            return [`there is no stack ${text}; there are ${stacksOf(setting).join(", ")}`];
        }
        if (name === "--config") {
            const at = text.indexOf("=");
            return settingProblems(text.slice(0, at), text.slice(at + 1), "json");
        }
        const choices = options.find(({ long }) => long === name)?.argChoices ?? [text];
        return choices.includes(text) ? [] : [`there is no ${name.slice(2)} ${text}; there are ${choices.join(", ")}`];
    });
    const more = call.positionals.slice(registeredArguments.length);
    return [...more.map(({ text }) => `${typed} takes no ${text}`), ...values];
}

const name = "confluent-gitops";

/** https://docs.npmjs.com/cli/commands/npx, for this project's own command. */
export const npx: Program = {
    help: async ([own, ...path]) => (own === undefined ? { subcommands: [name], flags: [] } : await ownHelp(path)),
    check: (call, setting) =>
        // The word after an unknown flag may be its value.
        call.problems.length > 0
            ? Promise.resolve([])
            : ownProblems(["npx", ...call.path].join(" "), call.path.slice(1), call, setting),
};

/** Reads the words after `npm run NAME --`. */
export const readOwn = (script: string, words: Call["rest"]): Promise<Call> =>
    readCall(`npm run ${script} --`, words, (path) => ownHelp([script, ...path]));
