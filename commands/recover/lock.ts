import { execFileSync } from "node:child_process";
import { hostname } from "node:os";
import type { Stack } from "@pulumi/pulumi/automation";
import { age } from "../frame/age";
import { engineMessage, run } from "./pulumi";

/** The holder of a stack's lock, as a self-managed backend (a folder, a bucket) records it. */
export interface Holder {
    user: string;
    host: string;
    pid: number;
    /** RFC 3339. */
    since: string;
}

/** A stack that is locked by an update. Pulumi Cloud doesn't say by whom: then there are no holders. */
export interface Lock {
    holders: Holder[];
    /** The engine's message about a lock that it can't read, for example because the power failed while it was written. */
    unreadable?: string;
}

/** Matches no resource: if the engine is asked to refresh it, it takes the lock, finds nothing in its preview, and ends. */
const nothing = (stack: Stack, project: string) => `urn:pulumi:${stack.name}::${project}::none:none:None::none`;

/**
 * The stack's lock, if it is locked and its state could be read. In a folder or a bucket, the only way to find out is to
 * try to take it. This uses a preview: without one, as in `stack.refresh`, the engine first writes the state, and drops
 * pending updates and deletes (v3.259.0). Pulumi Cloud previews without a lock, and reports itself whether an update is
 * running.
 *
 * @throws Error if the engine doesn't get that far: no passphrase, no login
 */
export async function lockOf(stack: Stack): Promise<Lock | undefined> {
    const target = nothing(stack, (await stack.workspace.projectSettings()).name);
    try {
        await run(stack, ["refresh", "--yes", "--target", target]);
    } catch (error) {
        const { message } = error as Error;
        if (/stack is currently locked|Another update is currently in progress/.test(message))
            return { holders: holdersIn(message) };
        const said = engineMessage(error);
        // A self-managed backend stores locks as JSON, and reports nothing else about them (checkForLock in its lock.go).
        if (/^error: .*(unexpected end of JSON input|invalid character)/.test(said)) {
            return { holders: [], unreadable: said };
        }
        // The lock was taken before this error: nothing in an empty state can be targeted.
        if (!said.includes(target) && !said.includes("snapshot was nil")) throw error;
    }
    const lastOf = (name: string) => name.split("/").at(-1);
    const stacks = await stack.workspace.listStacks();
    const isUnderWay = stacks.some((one) => lastOf(one.name) === lastOf(stack.name) && one.updateInProgress);
    return isUnderWay ? { holders: [] } : undefined;
}

/** Reads the holders from the engine's message: `created by me@host (pid 7) at 2026-11-24T05:56:25Z`. */
export function holdersIn(message: string): Holder[] {
    const found = [...message.matchAll(/created by (\S+)@(\S+) \(pid (\d+)\) at (\S+)/g)];
    const holders = found.map(([, user = "", host = "", pid = "", since = ""]) => ({
        user,
        host,
        pid: Number(pid),
        since,
    }));
    // The message appears several times in one error.
    return holders.filter(({ pid }, index) => holders.findIndex((one) => one.pid === pid) === index);
}

/** Whether a holder's process is still running: `unknown` on another machine. */
export function lifeOf(
    { host, pid }: Holder,
    here = hostname(),
    isRunning = runsPulumi,
): "running" | "ended" | "unknown" {
    if (host !== here) return "unknown";
    return isRunning(pid) ? "running" : "ended";
}

/** Some time after a process has ended, its number is reused. */
function runsPulumi(pid: number): boolean {
    try {
        return execFileSync("ps", ["-p", String(pid), "-o", "args="], { encoding: "utf8" }).includes("pulumi");
    } catch {
        return false;
    }
}

/** A sentence about a holder: who, where, since when, and whether it is running. */
export function describeHolder(holder: Holder, now: Date): string {
    const lives = {
        running: "It is running",
        ended: "It has ended",
        unknown: "This machine can't tell whether it is running",
    }[lifeOf(holder)];
    return `Locked by ${holder.user} on ${holder.host}, process ${holder.pid}, for ${age(holder.since, now)}. ${lives}.`;
}
