import { basename } from "node:path";
import type { Read, Program, Setting } from "./program";
import { ensureTools } from "../../../tools";
import { fileProblems } from "../files";
import type { Command, Word } from "../words";
import { aws } from "./aws";
import { readCall } from "./call";
import { documented, helpFrom } from "./documented";
import { git } from "./git";
import { helpOf, outputOf } from "./help";
import { kubectl } from "./kubectl";
import { npm } from "./npm";
import { npx } from "./ownCommands";
import { pulumi } from "./pulumi";

export type { Call } from "./call";
export type { ClusterNames, Setting } from "./program";

const built = (name: "helm" | "kustomize" | "argocd"): Program => ({
    help: helpOf(async (path) => outputOf((await ensureTools([name]))[name], [...path, "--help"])),
});

/** Programs that are asked for their own help. */
const asked: Record<string, Program> = {
    aws,
    git,
    helm: built("helm"),
    kubectl,
    kustomize: built("kustomize"),
    npm,
    npx,
    pulumi,
};

const programs: Record<string, Program> = {
    ...Object.fromEntries(
        Object.entries(documented).map(([name, manual]) => [
            name,
            { help: (path: readonly string[]) => Promise.resolve(helpFrom(manual, path)) },
        ]),
    ),
    ...asked,
};

/** Programs by which a command in backquotes is recognized. */
export const programNames = [...Object.keys(asked), "k3d", "eksctl", "gh", "docker", "cfn-lint"];

/** Reads a command, and returns the problems with it. What it creates is added to the setting. */
export async function checkCommand(command: Command, setting: Setting): Promise<{ read?: Read; problems: string[] }> {
    const [first, ...words] = withoutWrapper(command.words);
    if (!first || first.isOpen) return { problems: [] };
    const name = basename(first.text);
    const program = programs[name];
    if (!program) {
        return {
            problems: [
                `${name} is not known here: add it to test/guides/commands/documented.ts with the page that documents it, ` +
                    "or to commands/index.ts where it can be asked itself",
            ],
        };
    }
    const call = await readCall(name, words, program.help);
    const read = { command, program: name, call };
    const own = (await program.check?.(call, setting, command)) ?? [];
    const page = documented[name]?.url;
    const problems = call.problems.map((problem) => (page ? `${problem} (${page})` : problem));
    const inner =
        call.rest.length > 0 && name === "kubectl" ? await checkCommand(inPod(call.rest), setting) : undefined;
    return { read, problems: [...problems, ...own, ...fileProblems(read, setting), ...(inner?.problems ?? [])] };
}

/** The command after `kubectl exec … --`. */
const inPod = (words: Word[]): Command => ({ words, redirections: [], assignments: [] });

function withoutWrapper(words: readonly Word[]): readonly Word[] {
    return words[0]?.text === "sudo" ? words.slice(1) : words;
}
