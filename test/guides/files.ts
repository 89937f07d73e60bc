import { existsSync } from "node:fs";
import { basename, join, normalize } from "node:path";
import { project } from "../../base/checkout";
import { valueOf } from "./commands/call";
import type { Read, Setting } from "./commands/program";
import type { Word } from "./words";

/** The files that a call reads, and those that it creates. */
interface Files {
    reads: (Word | undefined)[];
    makes: (Word | undefined)[];
}

/** By program and subcommands. */
const byProgram: Record<string, (read: Read) => Partial<Files>> = {
    "kustomize build": ({ call }) => ({ reads: call.positionals }),
    cat: ({ call }) => ({ reads: call.positionals }),
    cd: ({ call }) => ({ reads: call.positionals }),
    mkdir: ({ call }) => ({ makes: call.positionals }),
    tee: ({ call }) => ({ makes: call.positionals }),
    rm: ({ call }) => ({ reads: call.positionals }),
    jq: ({ call }) => ({ reads: call.positionals.slice(1) }),
    "git add": ({ call }) => ({ reads: call.positionals }),
    "git clone": ({ call }) => ({ makes: [call.positionals[1] ?? cloned(call.positionals[0])] }),
    "npm run": ({ call }) => ({
        makes: [afterFlag(call.rest, "--report")],
        reads: [afterFlag(call.rest, "--kubeconfig")],
    }),
    "npx confluent-gitops demo": ({ call }) => ({ makes: [valueOf(call, "--report")] }),
    "npx confluent-gitops unstick": ({ call }) => ({ reads: [valueOf(call, "--kubeconfig")] }),
    "ssh-keygen": ({ call }) => ({ makes: [valueOf(call, "-f"), withSuffix(valueOf(call, "-f"), ".pub")] }),
    "eksctl create cluster": ({ call }) => ({ reads: [valueOf(call, "--config-file")] }),
    "eksctl delete cluster": ({ call }) => ({ reads: [valueOf(call, "--config-file")] }),
    "aws cloudformation deploy": ({ call }) => ({ reads: [valueOf(call, "--template-file")] }),
    "gh repo deploy-key add": ({ call }) => ({ reads: call.positionals }),
};

/** Folders at the checkout's root: a word that begins with one of them is a path, for any program. */
const folders =
    /^(?:aws|bench|components|config|docs|examples|gitops|pipeline|policy|rehearsal|rescue|test|tools)\/[\w./*-]*$/;

/** Problems with the files that a command names; also records which files it creates, and a change of folder. */
export function fileProblems(read: Read, setting: Setting): string[] {
    const { call, command } = read;
    const path = [read.program, ...call.path].join(" ");
    const own = byProgram[path]?.(read) ?? {};
    const words = [...command.words, ...call.rest];
    const redirected = (operator: RegExp) =>
        command.redirections.filter((one) => operator.test(one.operator)).map(({ target }) => target);
    const reads = [
        ...(own.reads ?? []),
        ...(read.program === "kubectl" ? [valueOf(call, "--filename"), valueOf(call, "--kustomize")] : []),
        ...(read.program === "cp" ? call.positionals.slice(0, -1) : []),
        ...redirected(/^<>?$/),
        ...words.filter(({ text }) => folders.test(text)),
        ...words.flatMap(({ text }) => (/^file:\/\/[^/~]/.test(text) ? [word(text.slice(7))] : [])),
    ];
    const problems = [...new Set(reads.flatMap((one) => missing(one, setting)))];
    for (const one of [...(own.makes ?? []), ...redirected(/^(>|>>|>\||&>)$/)]) make(one, setting);
    if (read.program === "cp") copies(call.positionals, setting);
    if (read.program === "cd" && problems.length === 0) goTo(call.positionals[0], setting);
    return problems.map((name) => `there is no ${name} in this checkout, and no command before this one makes it`);
}

function missing(one: Word | undefined, setting: Setting): string[] {
    // A key belongs to the reader, and so does everything in the home folder.
    const isTheirs = (text: string) => /^[~-]|^\/(dev|etc)\/|:\/\/|\.pem$/.test(text);
    if (!one || one.isOpen || isTheirs(one.text) || one.text.includes("*")) return [];
    const path = inCheckout(one.text, setting);
    const isThere = path === "." || setting.made.has(path) || existsSync(join(setting.checkout, path));
    return isThere ? [] : [one.text];
}

function make(one: Word | undefined, setting: Setting): void {
    if (one && !one.isOpen && !one.text.startsWith("/")) setting.made.add(inCheckout(one.text, setting));
}

/** `cp FILE… FOLDER`, or `cp FILE FILE`. */
function copies(words: readonly Word[], setting: Setting): void {
    const to = words.at(-1);
    if (!to) return;
    const target = inCheckout(to.text, setting);
    const isFolder = target === "." || (existsSync(join(setting.checkout, target)) && !/\.\w+$/.test(target));
    for (const { text } of words.slice(0, -1)) make(word(isFolder ? join(to.text, basename(text)) : to.text), setting);
}

/** Cloning this project means using this checkout. */
function goTo(to: Word | undefined, setting: Setting): void {
    const path = inCheckout(to?.text ?? "", setting);
    setting.folder = basename(path) === project || path === "." ? "" : path;
}

const inCheckout = (path: string, { folder }: Setting): string => normalize(join(folder, path)).replace(/\/$/, "");
const word = (text: string): Word => ({ text, isOpen: false });
const cloned = (url: Word | undefined): Word => word(basename(url?.text ?? "").replace(/\.git$/, ""));
const afterFlag = (words: readonly Word[], flag: string): Word | undefined =>
    words[words.findIndex(({ text }) => text === flag) + 1 || words.length];
const withSuffix = (one: Word | undefined, suffix: string): Word | undefined => one && word(one.text + suffix);
