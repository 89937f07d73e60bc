import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { closeSync, existsSync, mkdirSync, openSync, readFileSync, rmSync, symlinkSync } from "node:fs";
import { join } from "node:path";

export interface ServerOptions {
    /** It is called so in the process list; its log is NAME.log in the folder, its process id NAME.pid. */
    name: string;
    /** Absolute path. */
    binary: string;
    args: string[];
    /** On top of this process's environment. */
    env?: Record<string, string>;
    /** A control plane's: its guardian ends whatever runs from there. */
    folder: string;
}

/** A process of a control plane, or beside one. */
export interface Server {
    readonly name: string;
    /**
     * Resolves when `isReady`, which is given the process's id, first answers true; what it asks is asked again after a
     * restart.
     * @throws ServerError where the server ends, or takes too long.
     */
    ready(isReady: (pid: number) => Promise<boolean>): Promise<void>;
    /** Ends it, and resolves when it is gone. Default: SIGKILL, as a crash does. Without effect on one that is gone. */
    kill(signal?: NodeJS.Signals): Promise<void>;
    /** Starts it again where it has ended, as it was; resolves when it is ready. */
    restart(): Promise<void>;
    /** Stops it where it stands, and lets it go on. A server that is slow, or hangs. */
    pause(): void;
    resume(): void;
    /** Everything that it has written. */
    log(): string;
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

/** Starts a server in a session of its own: only the guardian ends it, or `kill`. */
export function startServer(options: ServerOptions): Server {
    const { name, folder } = options;
    const pidFile = join(folder, `${name}.pid`);
    const log = () => readFileSync(join(folder, `${name}.log`), "utf8");
    let child = spawnIn(options, pidFile);
    let isReady: (pid: number) => Promise<boolean> = () => Promise.resolve(true);

    const isGone = () => child.pid === undefined || child.exitCode !== null || child.signalCode !== null;
    const fail = (how: string) => new ServerError(`${name} ${how}`, lastLines(log()));
    const signal = (which: NodeJS.Signals) => {
        if (child.pid !== undefined && !isGone()) process.kill(child.pid, which);
    };
    const waitUntilReady = async () => {
        const limit = Date.now() + readyTimeoutMs;
        // What is asked for may be there from before, while this server is still on its way.
        while (!isWhole(pidFile) || !(await isReady(child.pid ?? 0))) {
            if (isGone()) throw fail(`ended while it was starting (${endingOf(child)})`);
            if (Date.now() > limit) throw fail(`was not ready after ${readyTimeoutMs / 1000} s`);
            await new Promise((wake) => setTimeout(wake, pollMs));
        }
    };
    return {
        name,
        ready: (asked) => {
            isReady = asked;
            return waitUntilReady();
        },
        kill: async (which = "SIGKILL") => {
            if (isGone()) return;
            const ended = once(child, "exit");
            child.ref();
            signal(which);
            await ended;
        },
        restart: async () => {
            if (!isGone()) return;
            child = spawnIn(options, pidFile);
            await waitUntilReady();
        },
        pause: () => signal("SIGSTOP"),
        resume: () => signal("SIGCONT"),
        log,
    };
}

function spawnIn({ name, binary, args, env, folder }: ServerOptions, pidFile: string): ChildProcess {
    rmSync(pidFile, { force: true });
    const log = openSync(join(folder, `${name}.log`), "a");
    // The guardian knows its processes by the folder in their command line, so they are called by a path in it.
    const linked = join(folder, "bin", name);
    mkdirSync(join(folder, "bin"), { recursive: true });
    if (!existsSync(linked)) symlinkSync(binary, linked);
    // The process id is on disk before the server is there: the guardian finds it, whenever this process ends.
    const child = spawn("sh", ["-c", 'echo $$ >"$0" && exec "$@"', pidFile, linked, ...args], {
        detached: true,
        stdio: ["ignore", log, log],
        cwd: folder,
        env: { ...process.env, ...env },
    });
    closeSync(log);
    child.unref();
    // It has no process id then, and so counts as gone.
    child.on("error", () => undefined);
    return child;
}

const endingOf = ({ signalCode, exitCode }: ChildProcess): string =>
    signalCode ? `signal ${signalCode}` : `exit code ${exitCode}`;

/** Whether a file of one line is there, with its line. */
const isWhole = (file: string): boolean => existsSync(file) && readFileSync(file, "utf8").endsWith("\n");

/** The end of a log, such as fits into a message: 12 lines of at most 300 characters. */
export function lastLines(log: string): string {
    const lines = log.trimEnd().split("\n").slice(-12);
    return lines.map((line) => (line.length > 300 ? `${line.slice(0, 300)}…` : line)).join("\n");
}
