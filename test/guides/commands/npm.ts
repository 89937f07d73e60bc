import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Flag } from "./call";
import { ownProblems, readOwn } from "./ownCommands";
import type { Program } from "./program";

/** https://docs.npmjs.com/cli/commands, as far as used here. */
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
        if (script !== `node bin/confluent-gitops.cjs ${name}`) {
            return call.rest.map(({ text }) => `npm run ${name} takes no ${text} here`);
        }
        const inner = await readOwn(name, call.rest);
        // The word after an unknown flag may be its value.
        if (inner.problems.length > 0) return inner.problems;
        return ownProblems(`npm run ${name} --`, [name, ...inner.path], inner, setting);
    },
};

interface Package {
    scripts: Record<string, string>;
}
