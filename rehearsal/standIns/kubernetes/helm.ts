/** The real helm binary. It runs in a folder of its own that contains its caches and, with mode 0600, values and kubeconfig. */
import { execFile } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import type { Json, JsonObject } from "../values";

const run = promisify(execFile);

export interface HelmCall {
    /** Path of the binary. @throws Error if undefined */
    readonly helm: string | undefined;
    /** Written to a file and passed as `--values`; default: none. */
    readonly values?: Json;
    /** Text, written to a file and passed as `--kubeconfig`; default: none. */
    readonly kubeconfig?: string;
    readonly context?: string;
    /** Ends the process after this time; default: 600. */
    readonly seconds?: number;
    readonly signal?: AbortSignal;
}

/** An error from helm, with helm's own message. */
export class HelmError extends Error {}

/** Standard output of `helm ARGS`. @throws HelmError */
export async function helm(args: readonly string[], call: HelmCall): Promise<string> {
    if (call.helm === undefined) {
        throw new HelmError("the kubernetes stand-in needs helm for charts and releases; npm run tools provides it");
    }
    const folder = await mkdtemp(join(tmpdir(), "stand-in-helm-"));
    try {
        const files = await written(folder, call);
        const { stdout } = await run(call.helm, [...args, ...files], {
            env: {
                PATH: process.env.PATH,
                HOME: folder,
                HELM_CACHE_HOME: join(folder, "cache"),
                HELM_CONFIG_HOME: join(folder, "config"),
                HELM_DATA_HOME: join(folder, "data"),
                ...proxies(),
            },
            maxBuffer: 64 << 20,
            timeout: (call.seconds ?? 600) * 1000,
            ...(call.signal === undefined ? {} : { signal: call.signal }),
        });
        return stdout;
    } catch (error) {
        throw new HelmError(complaint(error, call.seconds ?? 600));
    } finally {
        await rm(folder, { recursive: true, force: true });
    }
}

async function written(folder: string, { values, kubeconfig, context }: HelmCall): Promise<string[]> {
    const args: string[] = [];
    for (const [flag, content] of [
        ["--values", values === undefined ? undefined : JSON.stringify(values)],
        ["--kubeconfig", kubeconfig],
    ] as const) {
        if (content !== undefined) {
            const file = join(folder, flag.slice(2));
            await writeFile(file, content, { mode: 0o600 });
            args.push(flag, file);
        }
    }
    return context === undefined ? args : [...args, "--kube-context", context];
}

function proxies(): NodeJS.ProcessEnv {
    const names = ["HTTP_PROXY", "HTTPS_PROXY", "NO_PROXY", "http_proxy", "https_proxy", "no_proxy", "SSL_CERT_FILE"];
    return Object.fromEntries(names.map((name) => [name, process.env[name]]));
}

function complaint(error: unknown, seconds: number): string {
    const { stderr, killed, message } = error as { stderr?: string; killed?: boolean; message: string };
    if (killed === true) {
        return `helm did not answer within ${seconds} s`;
    }
    const lines = (stderr ?? "")
        .split("\n")
        .filter((line) => line.trim() !== "" && !/^WARNING|^Use --debug flag/.test(line));
    // An error of a post-renderer has many lines.
    const first = lines.findIndex((line) => line.startsWith("Error: "));
    return `helm: ${
        lines
            .slice(first)
            .join("\n")
            .replace(/^Error: /, "") || message
    }`;
}

/** The location of a chart: a folder, an archive, `oci://…`, or a name in a repository. */
export interface ChartSource {
    readonly chart: string;
    readonly version?: string;
    readonly repositoryOpts?: JsonObject;
}

/** Arguments that select the chart. @throws Error for credentials: nothing here authenticates to a repository */
export function chartArguments({ chart, version, repositoryOpts }: ChartSource): string[] {
    const { repo, username, password } = repositoryOpts ?? {};
    if (username !== undefined || password !== undefined) {
        throw new Error("the kubernetes stand-in does not sign in to chart repositories");
    }
    const isPlace = /^(oci:|https?:|\.|\/)/.test(chart);
    return [
        chart,
        ...(typeof repo === "string" && !isPlace ? ["--repo", repo] : []),
        ...(version === undefined ? [] : ["--version", version]),
    ];
}
