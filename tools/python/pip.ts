import { spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { ToolsError } from "../error";

/** What to do about an error, by Python's or pip's message. */
const waysOut: [RegExp, string][] = [
    [/ensurepip is not|No module named '?(venv|ensurepip)/, "Install python3-venv, and run this again."],
    [
        /DO NOT MATCH THE HASHES/,
        "A download does not match requirements.txt: tell whoever runs the package index. It was not installed.",
    ],
    [/No space left on device/i, "The disk is full. About 600 MB are needed in .tools."],
    [
        /No matching distribution|NewConnectionError|ConnectionError|ProxyError|SSLError|timed out|Max retries/i,
        "A package could not be downloaded: check the network, or set PIP_INDEX_URL to an index that this machine reaches.",
    ],
];

/**
 * Runs Python.
 *
 * @param onLine called with every line of its output
 * @throws ToolsError with its last 15 lines and what to do
 */
export function runPython(python: string, args: string[], onLine: (line: string) => void = () => {}): Promise<void> {
    return new Promise((resolve, reject) => {
        // Without the user's own settings for Python, which would install to other places.
        const env = { ...process.env, PIP_USER: "0", PIP_REQUIRE_VIRTUALENV: "0", PYTHONPATH: undefined };
        const child = spawn(python, args, { cwd: "/", env, stdio: ["ignore", "pipe", "pipe"] });
        const lines: string[] = [];
        for (const stream of [child.stdout, child.stderr]) {
            createInterface(stream).on("line", (line) => {
                lines.push(line);
                onLine(line);
            });
        }
        child.on("error", (error) => reject(new ToolsError(`${python} could not be started: ${error.message}`)));
        child.on("close", (code, signal) => {
            if (code === 0) resolve();
            else reject(new ToolsError(explain(lines, signal ?? `exit code ${code}`)));
        });
    });
}

/** A failed installation, as shown to the user. */
export function explain(lines: string[], ending: string): string {
    const said = lines.filter((line) => line.trim() && !/^(Collecting|Downloading|\s*Using cached) /.test(line));
    const wayOut = waysOut.find(([pattern]) => pattern.test(said.join("\n")))?.[1];
    const shown = said.slice(-15).map((line) => `    ${line.slice(0, 400)}`);
    return [
        `The Python tools could not be installed (${ending}):`,
        ...shown,
        wayOut ?? "Run this again when you have fixed the cause.",
    ].join("\n");
}
