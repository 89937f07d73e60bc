import { spawn } from "node:child_process";
import { closeSync, existsSync, openSync, readFileSync } from "node:fs";
import { join } from "node:path";

export type ServerName = "etcd" | "kube-apiserver" | "kube-controller-manager";

/** One of a control plane's servers. Its log is NAME.log in the control plane's folder, its process id NAME.pid. */
export interface Server {
    /** Resolves when `isReady` first answers true. @throws ServerError where the server ends, or takes too long. */
    ready(isReady: () => Promise<boolean>): Promise<void>;
}

/** A server that did not start. */
export class ServerError extends Error {
    /** @param log the last lines that it wrote. */
    constructor(
        message: string,
        readonly log: string,
    ) {
        super(`${message}. Its last lines:\n${log.replace(/^/gm, "    ")}`);
    }
}

const readyTimeoutMs = 60_000;
const pollMs = 50;

/** Starts a server in a session of its own: only the guardian ends it. */
export function startServer(name: ServerName, binary: string, flags: Record<string, string>, folder: string): Server {
    const logPath = join(folder, `${name}.log`);
    const log = openSync(logPath, "a");
    const args = Object.entries(flags).map(([flag, value]) => `--${flag}=${value}`);
    // The process id is on disk before the server is there: the guardian finds it, whenever this process ends.
    const pidFile = join(folder, `${name}.pid`);
    const child = spawn("sh", ["-c", 'echo $$ >"$0" && exec "$@"', pidFile, binary, ...args], {
        detached: true,
        stdio: ["ignore", log, log],
        cwd: folder,
    });
    closeSync(log);
    child.unref();

    let ended: string | undefined;
    child.on("error", (error) => (ended = error.message));
    child.on("exit", (code, signal) => (ended ??= signal ? `signal ${signal}` : `exit code ${code}`));
    const fail = (how: string) => new ServerError(`${name} ${how}`, lastLines(readFileSync(logPath, "utf8")));

    return {
        async ready(isReady) {
            const limit = Date.now() + readyTimeoutMs;
            // What is asked for may be there from before, while this server is still on its way.
            while (!isWhole(pidFile) || !(await isReady())) {
                if (ended !== undefined) throw fail(`ended while it was starting (${ended})`);
                if (Date.now() > limit) throw fail(`was not ready after ${readyTimeoutMs / 1000} s`);
                await new Promise((wake) => setTimeout(wake, pollMs));
            }
        },
    };
}

/** Whether a file of one line is there, with its line. */
const isWhole = (file: string): boolean => existsSync(file) && readFileSync(file, "utf8").endsWith("\n");

/** The end of a log, such as fits into a message: 12 lines of at most 300 characters. */
export function lastLines(log: string): string {
    const lines = log.trimEnd().split("\n").slice(-12);
    return lines.map((line) => (line.length > 300 ? `${line.slice(0, 300)}…` : line)).join("\n");
}
