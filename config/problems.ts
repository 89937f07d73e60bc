import * as pulumi from "@pulumi/pulumi";
import type { Resource } from "./kustomize/resource";

/** One problem in the configuration, described so that you can fix it without looking anything up. */
export interface Problem {
    /** The key as `pulumi config set --path` takes it, such as `cluster.nodes.desired`. */
    key: string;
    /** What was found; undefined if nothing was. `check` removes whatever might be a secret. */
    value?: unknown;
    /** Why it is rejected. */
    reason: string;
    /** What is accepted. */
    allowed: string;
    /** What to type or to change. */
    fix: string;
    /**
     * Where in the repository it is; undefined for a problem that is only about the stack's keys. Not enumerable: see
     * `withSubject`.
     */
    about?: Subject;
    /** The rule that reported it, by its file in config/rules; undefined if it wasn't a rule. */
    rule?: string;
}

/**
 * An object of an overlay and the path of a field in it, such as `spec.tls.secretRef`; or a file, relative to the top
 * of the checkout.
 */
export type Subject = { resource: Resource; field?: string } | { file: string; line?: number };

/**
 * A problem with its location. The object may contain a secret, so neither JSON nor Node.js prints it with the problem.
 */
export const withSubject = (problem: Problem, about: Subject | undefined): Problem =>
    about ? Object.defineProperty(problem, "about", { value: about, enumerable: false }) : problem;

/**
 * All problems in a stack's configuration. It is thrown before any resource is registered, and is a RunError so that
 * Pulumi prints only the message, without a stack trace.
 */
export class ConfigurationError extends pulumi.RunError {
    constructor(readonly problems: readonly Problem[]) {
        super(describe(problems));
        this.name = "ConfigurationError";
    }
}

function describe(problems: readonly Problem[]): string {
    const count = problems.length === 1 ? "1 problem" : `${problems.length} problems`;
    const entries = problems.map(({ key, value, reason, allowed, fix }) =>
        [
            `  ${key}${value === undefined ? "" : ` = ${show(value)}`}: ${reason}`,
            `      allowed: ${allowed}`,
            `      do:      ${fix}`,
        ].join("\n"),
    );
    return [`The configuration has ${count}; nothing was created.`, ...entries].join("\n\n");
}

/** A value as JSON, cut to a readable length: a kubeconfig that was pasted as a whole would hide the message, and may contain keys. */
function show(value: unknown): string {
    const text = JSON.stringify(value);
    return text.includes("\\n") || text.length > 120 ? `(${text.length} characters)` : text;
}

/** The command that sets a key, or the commands that set the entries of a list or a group of keys. */
export function setCommand(key: string, value: unknown): string {
    if (Array.isArray(value)) {
        return value.map((entry, index) => setCommand(`${key}[${index}]`, entry)).join(" && ");
    }
    if (typeof value === "object" && value !== null) {
        return Object.entries(value)
            .map(([name, entry]) => setCommand(`${key}.${name}`, entry))
            .join(" && ");
    }
    const quoted = /[[\]]/.test(key) ? `'${key}'` : key;
    return `pulumi config set --path ${quoted} ${shellWord(String(value))}`;
}

function shellWord(text: string): string {
    return /^[\w./:@=-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;
}
