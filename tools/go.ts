import { execFile, spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { promisify } from "node:util";
import type { ModuleName } from "./catalogue";
import { ToolsError } from "./error";
import { goSettings } from "./flags";
import { explain } from "./goErrors";
import { moduleFolder, pinnedGo } from "./pinned";
import { compareVersions, versionIn } from "./version";

/** The first version of Go that downloads the version it needs by itself. */
const oldestGo = "1.21";

export interface GoRun {
    module: ModuleName;
    args: string[];
    /** Called with every line of standard error: what is downloaded or compiled. */
    onLine?: (line: string) => void;
}

/** A suitable Go. */
export interface Go {
    /** Runs `go` in a module's folder, and returns its standard output. @throws ToolsError with what went wrong */
    run(run: GoRun): Promise<string>;
}

/**
 * The Go on PATH, either because it is new enough, or with the toolchain that it downloads.
 *
 * @param purpose what it is needed for, for the message if there is none: "to build pulumi and etcd"
 * @throws ToolsError, in one line, with what to install
 */
export async function findGo(purpose: string, env = process.env): Promise<Go> {
    const version = await installedGo(env);
    if (!version || compareVersions(version, oldestGo) < 0) {
        const found = version ? `, this is ${version}` : "";
        throw new ToolsError(
            `Go ${oldestGo} or later is needed ${purpose}${found}: install it (https://go.dev/doc/install) and run this again.`,
        );
    }
    const pinned = pinnedGo();
    const toolchain = compareVersions(version, pinned) >= 0 ? "local" : `go${pinned}`;
    return { run: (run) => runGo({ ...env, ...goSettings(), GOTOOLCHAIN: toolchain }, run) };
}

async function installedGo(env: NodeJS.ProcessEnv): Promise<string | undefined> {
    try {
        // Without this, it would report the version of a toolchain that it first downloads.
        const local = { ...env, GOTOOLCHAIN: "local" };
        const { stdout } = await promisify(execFile)("go", ["env", "GOVERSION"], { env: local, cwd: "/" });
        return versionIn(stdout);
    } catch {
        return undefined;
    }
}

function runGo(env: NodeJS.ProcessEnv, { module, args, onLine }: GoRun): Promise<string> {
    return new Promise((resolve, reject) => {
        const child = spawn("go", args, { cwd: moduleFolder(module), env, stdio: ["ignore", "pipe", "pipe"] });
        const output: Buffer[] = [];
        const lines: string[] = [];
        child.stdout.on("data", (chunk: Buffer) => output.push(chunk));
        createInterface(child.stderr).on("line", (line) => {
            lines.push(line);
            onLine?.(line);
        });
        child.on("error", (error) => reject(new ToolsError(`go could not be started: ${error.message}`)));
        child.on("close", (code, signal) => {
            if (code === 0) resolve(Buffer.concat(output).toString("utf8"));
            else reject(new ToolsError(explain(`go ${args[0]}`, lines, signal ?? `exit code ${code}`)));
        });
    });
}
