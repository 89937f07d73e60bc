import { execFile } from "node:child_process";
import { root } from "../../../base/checkout";
import type { Flag, Help } from "./call";

/** What a program prints on both outputs, whatever its exit code: several print their help as an error. */
export function outputOf(file: string, args: readonly string[]): Promise<string> {
    const env = { ...process.env, PULUMI_SKIP_UPDATE_CHECK: "true", COLUMNS: "250", NO_COLOR: "1" };
    return new Promise((resolve, reject) => {
        execFile(file, args, { env, cwd: root, maxBuffer: 16 * 1024 * 1024 }, (error, stdout, stderr) => {
            if (error && typeof error.code !== "number") reject(new Error(error.message));
            else resolve(`${stdout}\n${stderr}`);
        });
    });
}

/** Parses help as written by Go's cobra (pulumi, kubectl, helm, kustomize), by Git, and by the commands here. */
export function parseHelp(text: string): Help {
    const subcommands: string[] = [];
    const flags: Flag[] = [];
    let isCommands = false;
    for (const line of text.split("\n")) {
        if (/^\S.*:\s*$/.test(line)) isCommands = /commands/i.test(line);
        const command = /^ {2,}([a-z][\w-]*)\s{2,}\S/.exec(line)?.[1];
        if (isCommands && command) subcommands.push(command);
        const flag = flagIn(line);
        if (flag) flags.push(flag);
    }
    const aliases = /^Aliases:\n\s+(.*)$/m.exec(text)?.[1]?.split(/,\s*/) ?? [];
    return { subcommands, flags, aliases: aliases.map((alias) => alias.trim().split(" ").at(-1) ?? "") };
}

/**
 * - pflag: `  -s, --stack string     The name`, two spaces before the text
 * - kubectl: `    -n, --namespace='':`
 * - Git: `    -m, --[no-]message <message>`
 */
function flagIn(line: string): Flag | undefined {
    const match = /^\s+(?:(-\w)(?:,\s+|(?=\s|$)))?(--(?:\[no-\])?[\w-]+)?(.*)$/.exec(line);
    const [, short, long, after = ""] = match ?? [];
    if (!short && !long) return undefined;
    const names = [long?.replace("[no-]", ""), long?.includes("[no-]") ? long.replace("[no-]", "no-") : "", short];
    const isKubectl = /^=('|\[|\d|true|false)/.test(after);
    const takesValue = isKubectl ? !/^=(true|false)/.test(after) : /^( |=)(<|\S)/.test(after);
    return { names: names.filter((name): name is string => Boolean(name)), takesValue };
}

/** The help for a program's subcommands, each requested once. */
export function helpOf(ask: (path: readonly string[]) => Promise<string>): (path: readonly string[]) => Promise<Help> {
    const asked = new Map<string, Promise<Help>>();
    return (path) => {
        const key = path.join(" ");
        const help = asked.get(key) ?? ask(path).then(parseHelp);
        asked.set(key, help);
        return help;
    };
}
