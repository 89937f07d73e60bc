import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { ToolsError } from "../error";
import { compareVersions } from "../version";

/** The oldest Python that requirements.txt is resolved for. */
const oldestPython = "3.10";

/** A Python that can make an environment. */
export interface Interpreter {
    /** Absolute. */
    path: string;
    /** Such as `3.11.7`. */
    version: string;
}

/** Inside an environment that is on PATH, the Python that made it. */
const question =
    "import json, os, sys; path = os.path.realpath(getattr(sys, '_base_executable', None) or sys.executable); " +
    "print(json.dumps({'path': path, 'version': sys.version.split()[0]}))";

/**
 * The Python on PATH.
 *
 * @param purpose what it is needed for, as the message says it where there is none: "for cfn-lint, moto and aws".
 * @throws ToolsError, in one line, saying what to install.
 */
export async function findPython(purpose: string, env = process.env): Promise<Interpreter> {
    const found = (await ask("python3", env)) ?? (await ask("python", env));
    if (!found || compareVersions(found.version, oldestPython) < 0) {
        const other = found ? `, this is ${found.version}` : "";
        throw new ToolsError(
            `Python ${oldestPython} or later is needed ${purpose}${other}: install it (https://www.python.org/downloads/; on Debian and Ubuntu python3 and python3-venv) and run this again.`,
        );
    }
    return found;
}

async function ask(name: string, env: NodeJS.ProcessEnv): Promise<Interpreter | undefined> {
    try {
        const { stdout } = await promisify(execFile)(name, ["-c", question], { env, cwd: "/" });
        return JSON.parse(stdout) as Interpreter;
    } catch {
        return undefined;
    }
}
