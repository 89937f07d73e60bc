import type { Edit } from "./operator/edits";

/** How a stack gets from one version to another. */
export interface Upgrade {
    what: "operator" | "kubernetes";
    stack: string;
    from: string;
    to: string;
    steps: Step[];
    /** The steps, for people. */
    text: string;
}

/** Whether nothing is left to do. */
export const isDone = ({ steps }: Pick<Upgrade, "steps">): boolean => steps.every(({ done }) => done);

/** One commit, what to run after it, and what to wait for before the next. */
export interface Step {
    title: string;
    /** What happens, and what does not. */
    why: string;
    done: boolean;
    /** What to write by hand, where no edit can be given. */
    byHand: string[];
    /** Before the commit: they write the stack's file. */
    writes: string[];
    edits: Edit[];
    /** Files that the commands write. */
    files: string[];
    message: string;
    /** Once the commit is on the branch that Argo CD follows. */
    runs: string[];
    waits: Wait[];
}

/** A command, and what it shows once it is time to go on. */
export interface Wait {
    command: string;
    until: string;
}

/** What most steps have none of. */
export const nothing = { byHand: [], writes: [], edits: [], files: [], runs: [] };
