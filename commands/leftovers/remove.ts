import { setTimeout as sleep } from "node:timers/promises";
import type { Leftover } from "./leftover";

export interface RemoveOptions {
    say: (line: string) => void;
    /** How long to retry while something else still uses the resource, in milliseconds. Default: five minutes. */
    patienceMs?: number;
}

const pollMs = 5_000;

/**
 * AWS's errors while something else uses the resource: a load balancer that is being deleted keeps its interfaces and
 * groups.
 */
const held = ["DependencyViolation", "InvalidNetworkInterface.InUse", "InvalidParameterValue", "ResourceInUse"];

/**
 * Deletes resources in the given order.
 *
 * @returns those that still exist
 */
export async function remove(leftovers: readonly Leftover[], options: RemoveOptions): Promise<Leftover[]> {
    const { say, patienceMs = 5 * 60_000 } = options;
    const end = Date.now() + patienceMs;
    const remaining: Leftover[] = [];
    for (const leftover of leftovers) {
        const why = await removed(leftover, end);
        say(
            why === undefined
                ? `Deleted: ${leftover.kind} ${leftover.id}`
                : `Not deleted: ${leftover.kind} ${leftover.id}: ${why}`,
        );
        if (why !== undefined) remaining.push(leftover);
    }
    return remaining;
}

/** Why it still exists. Undefined if it is gone. */
async function removed({ remove: removeIt }: Leftover, end: number): Promise<string | undefined> {
    if (!removeIt) return "nobody can delete it";
    for (;;) {
        try {
            await removeIt();
            return undefined;
        } catch (error) {
            if (!(error instanceof Error)) throw error;
            // It was already deleted by somebody else, or together with something before it.
            if (/NotFound/.test(error.name)) return undefined;
            if (!held.includes(error.name) || Date.now() >= end) return `${error.name}: ${error.message}`;
            await sleep(pollMs);
        }
    }
}
