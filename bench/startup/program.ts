import { spawn } from "node:child_process";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import type { Readable } from "node:stream";
import { project, root } from "../../base/checkout";
import { readStackFile } from "../../config/stackFile";
import { startMonitor } from "./monitor";
import type { NodeOptions } from "./options";

export interface Run {
    seconds: number;
    /** Peak resident memory, in units of 1 000 000 bytes. */
    megabytes: number;
    /** What the program registered, each on a line, sorted. */
    registered: string[];
}

/**
 * Starts the program as Pulumi's language host does for a preview, and waits until it ends.
 *
 * @param caches folder for what is kept between starts
 * @throws Error with the program's output if it fails
 */
export async function runProgram(stack: string, options: NodeOptions, caches: string): Promise<Run> {
    const monitor = await startMonitor(project, stack);
    try {
        const started = performance.now();
        const child = spawn(
            process.execPath,
            [...nodeArguments(options), ...programArguments(stack, monitor.address)],
            {
                cwd: root,
                env: environment(stack, options, caches),
                stdio: ["ignore", "pipe", "pipe", "pipe"],
            },
        );
        const [code, said, complaint, peak] = await Promise.all([
            new Promise<number | null>((resolve, reject) => child.on("exit", resolve).on("error", reject)),
            ...child.stdio.slice(1).map((stream) => text(stream as Readable)),
        ]);
        const seconds = (performance.now() - started) / 1000;
        if (code !== 0 || monitor.errors.length > 0) {
            throw new Error([`The program ended with ${code}.`, ...monitor.errors, said, complaint].join("\n"));
        }
        return { seconds, megabytes: (Number(peak) * 1024) / 1e6, registered: monitor.registered() };
    } finally {
        monitor.stop();
    }
}

const nodeArguments = ({ nodeargs }: NodeOptions): string[] => [
    "--require",
    join(__dirname, "peak.cjs"),
    ...nodeargs.split(/\s+/).filter(Boolean),
];

/**
 * As the language host calls it: `.` is the program, which `main` in package.json names. The organization is the one
 * for a backend without organizations.
 */
function programArguments(stack: string, address: string): string[] {
    const flags = {
        monitor: address,
        engine: address,
        project,
        organization: "organization",
        stack,
        pwd: root,
        "root-directory": root,
        parallel: "16",
    };
    return [
        require.resolve("@pulumi/pulumi/cmd/run"),
        ...Object.entries(flags).flatMap(([name, value]) => [`--${name}`, value]),
        "--dry-run",
        ".",
    ];
}

/** Little is taken from this process's environment: many variables could change how the program is compiled or cached. */
function environment(stack: string, { typescript }: NodeOptions, caches: string): NodeJS.ProcessEnv {
    const { config, secrets } = readStackFile(stack);
    const values = Object.entries({ ...config, ...secrets }).map(([key, value]) => [
        key,
        typeof value === "string" ? value : JSON.stringify(value),
    ]);
    return {
        PATH: process.env.PATH,
        HOME: process.env.HOME,
        TMPDIR: caches,
        PULUMI_CONFIG: JSON.stringify(Object.fromEntries(values)),
        PULUMI_CONFIG_SECRET_KEYS: JSON.stringify(Object.keys(secrets)),
        ...(typescript && { PULUMI_NODEJS_TYPESCRIPT: "true" }),
    };
}
