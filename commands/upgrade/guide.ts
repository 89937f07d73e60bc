import { patchOf } from "./operator/edits";
import { type Places, section } from "./section";
import type { Step } from "./step";

/** A step of a command that looks at a cluster and says what is next. */
export interface GuidedStep<Name extends string> extends Step {
    name: Name;
    state: "done" | "next" | "waiting" | "later";
}

/** How far a command like that has come. */
export interface Progress<Name extends string> {
    /** The next step; undefined if nothing is left. */
    next: Name | undefined;
    /** Whether the user has to wait. */
    isWaiting: boolean;
    says: string;
}

/** All steps in order, each with its turn. */
export function guide<Name extends string>(
    names: readonly Name[],
    { next, isWaiting }: Progress<Name>,
    stepOf: (name: Name) => Omit<Step, "done">,
): GuidedStep<Name>[] {
    const at = next === undefined ? names.length : names.indexOf(next);
    return names.map((name, index) => {
        const turn = isWaiting ? "waiting" : "next";
        const state = index < at ? "done" : index === at ? turn : "later";
        return { ...stepOf(name), name, state, done: state === "done" };
    });
}

/**
 * The current state, the next step in full, and the titles of the others.
 *
 * @param head lines about what is guided
 * @param details lines after what the position says
 */
export async function guideText<Name extends string>(
    head: string,
    { says, isWaiting }: Progress<Name>,
    steps: readonly GuidedStep<Name>[],
    places: Places,
    details: readonly string[] = [],
): Promise<string> {
    const wait = isWaiting ? ["Do nothing now but wait, then run this again."] : [];
    const shown = steps.map(async (step, index) =>
        step.state === "next" || step.state === "waiting"
            ? await section(onlyWait(step), index + 1, places)
            : `${index + 1}. ${step.title}${step.done ? " (done)" : ""}`,
    );
    return `${[[head, says, ...details, ...wait].join("\n"), ...(await Promise.all(shown))].join("\n\n")}\n`;
}

/** If it is not the user's turn, there is nothing to run. */
export const onlyWait = <Of extends GuidedStep<string>>(step: Of): Of =>
    step.state === "waiting" ? { ...step, byHand: [], writes: [], edits: [], files: [], runs: [] } : step;

/** A step for a report: its patch in place of its edits; null if there are none. */
export async function patched<Of extends Step>({
    edits,
    ...step
}: Of): Promise<Omit<Of, "edits"> & { patch: string | null }> {
    return { ...step, patch: edits.length > 0 ? await patchOf(edits) : null };
}
