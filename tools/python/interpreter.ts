import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { ToolsError } from "../error";
import { compareVersions } from "../version";

/** The oldest Python for which requirements.txt is resolved. */
const oldestPython = "3.10";

/** A Python that can create an environment. */
export interface Interpreter {
    /** Absolute. */
    path: string;
    /** Such as `3.11.7`. */
    version: string;
}

/** In an environment that is on PATH, this is the Python that created it. */
const question =
    "import json, os, sys; path = os.path.realpath(getattr(sys, '_base_executable', None) or sys.executable); " +
    "print(json.dumps({'path': path, 'version': sys.version.split()[0]}))";

/**
 * The Python on PATH.
 *
 * @param purpose what it is needed for, for the message if there is none: "for cfn-lint, moto and aws"
 * @throws ToolsError, in one line, with what to install
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
