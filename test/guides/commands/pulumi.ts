import type { Config } from "../../../config";
import type { Cluster } from "../../../components/cluster";
import { secrets } from "../../../config/schema";
import { root } from "../../../base/checkout";
import { stackOutputs } from "../../../components/outputs";
import { ensureTools } from "../../../tools";
import { type Call, valueOf } from "./call";
import { helpOf, outputOf } from "./help";
import type { Program, Setting } from "./program";
import { isKeyOrGroup, settingProblems } from "./settings";
import { ownStacks } from "./stacks";

export const pulumi: Program = {
    help: helpOf(async (path) => outputOf((await ensureTools(["pulumi"])).pulumi, [...path, "--help"])),
    check: (call, setting) => [
        ...(checks[call.path.join(" ")]?.(call, setting) ?? []),
        ...stackProblems(call, setting),
    ],
};

const checks: Record<string, (call: Call, setting: Setting) => string[]> = {
    "config set": setProblems,
    "config get": ({ positionals }) => keyProblems(positionals[0]?.text),
    "config rm": ({ positionals }) => keyProblems(positionals[0]?.text),
    "stack init": ({ positionals }, setting) => nameProblems(positionals[0]?.text, setting),
    "stack select": ({ positionals }, setting) => nameProblems(positionals[0]?.text, setting),
    "stack output": ({ positionals }) => {
        const name = positionals[0]?.text;
        return name === undefined || outputs.includes(name)
            ? []
            : [`the stack has no output ${name}; it has ${outputs.join(", ")}`];
    },
};

/** Names of the stack's outputs, which don't depend on the configuration. */
const outputs = Object.keys(
    stackOutputs(
        {
            root,
            argocd: { namespace: "argocd", access: "portForward" },
            cluster: {},
            confluent: {},
            charts: { argocd: {} },
            gitops: {},
        } as unknown as Config,
        {} as Cluster,
    ),
);

function setProblems(call: Call): string[] {
    const [key, value] = call.positionals;
    // In a guide's text, the command may stand alone, and KEY stands for every key.
    if (!key || key.text === "KEY") return [];
    const given = (name: string) => call.flags.some(([flag]) => flag === name);
    if (key.text in secrets) return given("--secret") ? [] : [`${key.text} is a secret: it needs --secret`];
    if (/[.[]/.test(key.text) && !given("--path")) {
        return [`without --path, ${key.text} is one key with a dot in its name: it needs --path`];
    }
    return settingProblems(key.text, value?.isOpen ? undefined : value?.text, "pulumi");
}

const keyProblems = (key = ""): string[] =>
    key in secrets || isKeyOrGroup(key) ? [] : settingProblems(key, undefined, "pulumi");

const stackProblems = (call: Call, setting: Setting): string[] => {
    const stack = valueOf(call, "--stack");
    return stack && !stack.isOpen ? nameProblems(stack.text, setting) : [];
};

function nameProblems(name: string | undefined, setting: Setting): string[] {
    const known = ownStacks(setting);
    if (name === undefined || known.includes(name)) return [];
    return [
        `there is no Pulumi.${name}.yaml, so stack ${name} would have no configuration; there are ${known.join(", ")} ` +
            `(an example first: cp examples/Pulumi.${name}.yaml .)`,
    ];
}
