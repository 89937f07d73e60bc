import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { closeSync, existsSync, mkdirSync, openSync, readFileSync, rmSync, symlinkSync } from "node:fs";
import { join } from "node:path";

export interface ServerOptions {
    /** Its name in the process list; its log is NAME.log in the folder, and its process id is in NAME.pid. */
    name: string;
    /** Absolute path. */
    binary: string;
    args: string[];
    /** In addition to this process's environment. */
    env?: Record<string, string>;
    /** The control plane's folder: its guardian ends whatever runs from there. */
    folder: string;
}

/** A process of a control plane, or one beside it. */
export interface Server {
    readonly name: string;
    /**
     * Resolves when `isReady`, which gets the process id, first returns true; it is called again after a restart.
     * @throws ServerError if the server ends or takes too long
     */
    ready(isReady: (pid: number) => Promise<boolean>): Promise<void>;
    /** Ends it, and resolves when it is gone. Default: SIGKILL, like a crash. Has no effect if it has already ended. */
    kill(signal?: NodeJS.Signals): Promise<void>;
    /** Starts it again with the same options after it has ended; resolves when it is ready. */
    restart(): Promise<void>;
    /** Stops it temporarily, until it is resumed, to simulate a server that is slow or hangs. */
    pause(): void;
    resume(): void;
    /** Everything that it has logged. */
    log(): string;
}

/** A server that did not start. */
export class ServerError extends Error {
    /** @param log the last lines that it logged */
    constructor(
        message: string,
        readonly log: string,
    ) {
        super(`${message}. Its last lines:\n${log.replace(/^/gm, "    ")}`);
    }
}

const readyTimeoutMs = 60_000;
const pollMs = 50;

/**
 * Go's garbage collector runs a fifth as often as by default, up to a limit for each server: an API server that gets
 * Confluent's CRDs then takes a fifth less of a core (https://go.dev/doc/gc-guide).
 */
const rareCollections = { GOGC: "400", GOMEMLIMIT: "900MiB" };

/** Starts a server in a separate session, so that only the guardian or `kill` ends it. */
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
        // The condition may still hold from before, while this server is starting.
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
    // The guardian identifies its processes by the folder in their command line, so the command is a path inside it.
    const linked = join(folder, "bin", name);
    mkdirSync(join(folder, "bin"), { recursive: true });
    if (!existsSync(linked)) symlinkSync(binary, linked);
    // The process id is on disk before the server starts, so that the guardian finds it whenever this process ends.
    const child = spawn("sh", ["-c", 'echo $$ >"$0" && exec "$@"', pidFile, linked, ...args], {
        detached: true,
        stdio: ["ignore", log, log],
        cwd: folder,
        env: { ...rareCollections, ...process.env, ...env },
    });
    closeSync(log);
    child.unref();
    // It then has no process id, and counts as ended.
    child.on("error", () => undefined);
    return child;
}

const endingOf = ({ signalCode, exitCode }: ChildProcess): string =>
    signalCode ? `signal ${signalCode}` : `exit code ${exitCode}`;

/** Whether a file exists and its only line is complete. */
const isWhole = (file: string): boolean => existsSync(file) && readFileSync(file, "utf8").endsWith("\n");

/** The end of a log, short enough for a message: 12 lines of at most 300 characters. */
export function lastLines(log: string): string {
    const lines = log.trimEnd().split("\n").slice(-12);
    return lines.map((line) => (line.length > 300 ? `${line.slice(0, 300)}…` : line)).join("\n");
}
