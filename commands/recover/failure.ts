import type { Stack } from "@pulumi/pulumi/automation";
import { UsageError } from "../../base/error";
import { describeBroken, isOnState } from "./broken";
import { engineMessage } from "./pulumi";

/** A state that the engine refuses. The message contains the commands that repair it. */
export class RefusedState extends UsageError {}

export interface Refused {
    stack: Stack;
    backupFolder: string;
    /** File with the unchanged state, if it could be exported. */
    kept?: string;
}

/** Explains that the engine refuses the state, whatever the operation was. */
export async function refuse(what: string, error: unknown, { stack, backupFolder, kept }: Refused): Promise<never> {
    const message = engineMessage(error);
    if (!isOnState(message)) return fail(what, error);
    const { name: project } = await stack.workspace.projectSettings();
    throw new RefusedState(describeBroken({ message, stack: stack.name, project, kept, backupFolder }));
}

/** @param then sentences about the current state, and what to do */
export function fail(what: string, error: unknown, ...then: string[]): never {
    throw new UsageError([`pulumi could not ${what}:`, engineMessage(error), ...then].join("\n"));
}
