import { readFileSync } from "node:fs";
import { join } from "node:path";
import { scenes } from "../../../commands/demo/scenes";
import { type Call, type Flag, type Help, readCall } from "./call";
import { outputOf } from "./help";
import type { Program, Setting } from "./program";
import { settingProblems } from "./settings";
import { stacksOf } from "./stacks";

/** https://docs.npmjs.com/cli/commands, as far as it is used here. */
const own: Flag[] = [
    { names: ["--silent", "-s"], takesValue: false },
    { names: ["--workspace", "-w"], takesValue: true },
];

export const npm: Program = {
    help: (path) => Promise.resolve({ subcommands: path.length === 0 ? ["ci", "cit", "run", "test"] : [], flags: own }),
    check: async (call, setting) => {
        const name = call.path[0] === "run" ? call.positionals[0]?.text : call.path[0] === "test" ? "test" : undefined;
        if (name === undefined) return [];
        const { scripts } = JSON.parse(readFileSync(join(setting.checkout, "package.json"), "utf8")) as Package;
        const script = scripts[name];
        if (script === undefined) {
            return [`package.json has no script ${name}; it has ${Object.keys(scripts).join(", ")}`];
        }
        const inner = await readCall(`npm run ${name} --`, call.rest, () => flagsOf(script, setting.checkout));
        // What follows an unknown flag may well be its value.
        if (inner.problems.length > 0) return inner.problems;
        return [
            ...inner.positionals.map(({ text }) => `npm run ${name} takes no ${text}: flags come after --`),
            ...valueProblems(inner, setting),
        ];
    },
};

interface Package {
    scripts: Record<string, string>;
}

const asked = new Map<string, Promise<Help>>();

/** The flags that a script's own --help names. */
function flagsOf(script: string, checkout: string): Promise<Help> {
    if (script.startsWith("mocha")) {
        return Promise.resolve({ subcommands: [], flags: [{ names: ["--grep", "-g"], takesValue: true }] });
    }
    const file = /^node -r \S+ (\S+)$/.exec(script)?.[1];
    if (!file || !readFileSync(join(checkout, file), "utf8").includes("help")) {
        return Promise.resolve({ subcommands: [], flags: [] });
    }
    const answer = asked.get(file) ?? outputOf("node", ["-r", "sucrase/register/ts", file, "--help"]).then(parseUsage);
    asked.set(file, answer);
    return answer;
}

/** `--stack NAME`, `--then up|destroy`, `--on k3d   on a k3d cluster`: what takes a value says so at one place at least. */
export function parseUsage(usage: string): Help {
    const flags = new Map<string, boolean>();
    for (const [, name = "", value] of usage.matchAll(/(--[a-z][\w-]*)( [A-Z][A-Z]|[ ]\S+\|| \S+ {2})?/g)) {
        flags.set(name, (flags.get(name) ?? false) || value !== undefined);
    }
    return { subcommands: [], flags: [...flags].map(([name, takesValue]) => ({ names: [name], takesValue })) };
}

function valueProblems({ flags }: Call, setting: Setting): string[] {
    return flags.flatMap(([name, value]) => {
        if (!value || value.isOpen) return [];
        const { text } = value;
        if (name === "--stack" && !stacksOf(setting).includes(text)) {
            return [`there is no stack ${text}; there are ${stacksOf(setting).join(", ")}`];
        }
        if (name === "--scene" && !scenes.some((scene) => scene.name === text)) {
            return [`there is no scene ${text}; there are ${scenes.map((scene) => scene.name).join(", ")}`];
        }
        if (name === "--config") {
            const at = text.indexOf("=");
            return settingProblems(text.slice(0, at), text.slice(at + 1), "json");
        }
        return [];
    });
}
