import type { Side } from ".";
import { changesFound, onlyPluginsCalled, type Said } from "../pulumi";
import { fenced, shortened } from "../text";

/** Compares a stack's state with the actual resources, and changes neither. */
export const refreshArguments = (stack: string): string[] => [
    "refresh",
    "--stack",
    stack,
    "--preview-only",
    "--expect-no-changes",
    "--diff",
    onlyPluginsCalled,
];

/** The result of `pulumi refresh`. Only its exit code for changes means drift; any other error is a failed check. */
export function infrastructureSide({ exitCode, text }: Said): Side {
    if (exitCode === 0) return { state: "clean" };
    const said = shortened(text.trim(), 20_000);
    if (exitCode === changesFound) return { state: "drift", found: fenced(said) };
    return { state: "failed", why: `pulumi refresh ended with ${exitCode}:\n${said}` };
}
