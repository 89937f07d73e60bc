import type { Side } from ".";
import { changesFound, onlyPluginsCalled, type Said } from "../pulumi";
import { fenced, shortened } from "../text";

/** Compares a stack's state with what is there, and changes neither. */
export const refreshArguments = (stack: string): string[] => [
    "refresh",
    "--stack",
    stack,
    "--preview-only",
    "--expect-no-changes",
    "--diff",
    onlyPluginsCalled,
];

/** What `pulumi refresh` found. Only its own code for changes is drift: whatever else it ends with is a failed check. */
export function infrastructureSide({ exitCode, text }: Said): Side {
    if (exitCode === 0) return { state: "clean" };
    const said = shortened(text.trim(), 20_000);
    if (exitCode === changesFound) return { state: "drift", found: fenced(said) };
    return { state: "failed", why: `pulumi refresh ended with ${exitCode}:\n${said}` };
}
