import { execFileSync } from "node:child_process";
import { hostname } from "node:os";
import type { Stack } from "@pulumi/pulumi/automation";
import { age } from "../frame/age";
import { engineMessage, run } from "./pulumi";

/** Who took a stack's lock, as a backend of one's own (a folder, a bucket) notes it. */
export interface Holder {
    user: string;
    host: string;
    pid: number;
    /** RFC 3339. */
    since: string;
}

/** A stack that an update holds. Pulumi Cloud does not say who that is: then there are no holders. */
export interface Lock {
    holders: Holder[];
    /** What the engine says of a lock that it cannot read: one that was being written as the power went. */
    unreadable?: string;
}

/** Names no resource: an engine that is asked to refresh it takes the lock, finds nothing in its preview, and ends. */
const nothing = (stack: Stack, project: string) => `urn:pulumi:${stack.name}::${project}::none:none:None::none`;

/**
 * The stack's lock, where it is taken, of a stack whose state could be read. In a folder or a bucket it is found by trying to take it. With its preview: without,
 * as `stack.refresh` does it, the engine writes the state first, and drops what is noted of updates and deletes (v3.259.0).
 * Pulumi Cloud previews without a lock, and says itself whether an update is under way.
 *
 * @throws Error where the engine does not come as far as that: no passphrase, no login.
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
        // A backend of one's own keeps locks as JSON, and says no more of one than that (checkForLock in its lock.go).
        if (/^error: .*(unexpected end of JSON input|invalid character)/.test(said)) {
            return { holders: [], unreadable: said };
        }
        // The lock was taken before that: of an empty state nothing can be named.
        if (!said.includes(target) && !said.includes("snapshot was nil")) throw error;
    }
    const lastOf = (name: string) => name.split("/").at(-1);
    const stacks = await stack.workspace.listStacks();
    const isUnderWay = stacks.some((one) => lastOf(one.name) === lastOf(stack.name) && one.updateInProgress);
    return isUnderWay ? { holders: [] } : undefined;
}

/** Reads the holders out of the engine's message: `created by me@host (pid 7) at 2026-11-24T05:56:25Z`. */
export function holdersIn(message: string): Holder[] {
    const found = [...message.matchAll(/created by (\S+)@(\S+) \(pid (\d+)\) at (\S+)/g)];
    const holders = found.map(([, user = "", host = "", pid = "", since = ""]) => ({
        user,
        host,
        pid: Number(pid),
        since,
    }));
    // The message comes several times in one error.
    return holders.filter(({ pid }, index) => holders.findIndex((one) => one.pid === pid) === index);
}

/** Whether a holder's process still runs: `unknown` on another machine. */
export function lifeOf(
    { host, pid }: Holder,
    here = hostname(),
    isRunning = runsPulumi,
): "running" | "ended" | "unknown" {
    if (host !== here) return "unknown";
    return isRunning(pid) ? "running" : "ended";
}

/** A number is given again to another process, some time after its own has ended. */
function runsPulumi(pid: number): boolean {
    try {
        return execFileSync("ps", ["-p", String(pid), "-o", "args="], { encoding: "utf8" }).includes("pulumi");
    } catch {
        return false;
    }
}

/** A sentence on a holder: who, where, since when, and whether it lives. */
export function describeHolder(holder: Holder, now: Date): string {
    const lives = {
        running: "It is running",
        ended: "It has ended",
        unknown: "Whether it runs cannot be seen from this machine",
    }[lifeOf(holder)];
    return `Locked by ${holder.user} on ${holder.host}, process ${holder.pid}, for ${age(holder.since, now)}. ${lives}.`;
}
