import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import type { Socket } from "node:net";
import { join } from "node:path";

/** Watches over one control plane's servers and data. */
export interface Guardian {
    /** Stops the servers and deletes the folder; resolves when both are gone. Safe to call twice. */
    release(): Promise<void>;
}

/**
 * Starts a guardian in a separate session, so that a Ctrl-C meant for the command doesn't reach it. It holds a pipe to
 * this process, and cleans up when the pipe closes, because of `release` or because this process has ended.
 */
export function startGuardian(folder: string): Guardian {
    const child = spawn("sh", [join(__dirname, "guardian.sh"), folder], {
        detached: true,
        stdio: ["pipe", "ignore", "inherit"],
        // The checkout may be deleted while the guardian runs.
        cwd: "/",
    });
    const ended = once(child, "exit");
    setReferenced(child, false);
    return {
        async release() {
            setReferenced(child, true);
            child.stdin?.end();
            await ended;
        },
    };
}

/** Lets a command that has nothing else to do end, and its control plane with it. */
function setReferenced(child: ChildProcess, referenced: boolean): void {
    for (const handle of [child, child.stdin as Socket]) {
        if (referenced) handle.ref();
        else handle.unref();
    }
}
