import { existsSync, readFileSync } from "node:fs";
import { homedir } from "node:os";
import { delimiter, dirname, isAbsolute, join, resolve } from "node:path";
import { parse, stringify } from "yaml";
import { UsageError } from "../rehearsal/engine";
import { type Connection, connectionOf } from "../rehearsal/kubernetesApi/connection";
import { execCredential } from "../rehearsal/kubernetesApi/execCredential";

type Named = { name: string } & Record<string, unknown>;

interface Kubeconfig {
    "current-context"?: string;
    clusters?: Named[];
    users?: Named[];
    contexts?: Named[];
}

export interface KubeconfigOptions {
    /** Path of a kubeconfig. Default: KUBECONFIG, else ~/.kube/config. */
    kubeconfig?: string;
    /** Default: the kubeconfig's current one. */
    context?: string;
    env?: NodeJS.ProcessEnv;
}

/**
 * The connection that kubectl would use: KUBECONFIG may name several files, of which the first that says something
 * wins; paths in a file are relative to it; a credential plug-in, such as `aws eks get-token`, is run.
 *
 * @throws UsageError where there is no kubeconfig, or it leads nowhere.
 */
export function kubectlConnection({ kubeconfig, context, env = process.env }: KubeconfigOptions): Connection {
    const paths = kubeconfig ? [kubeconfig] : defaultPaths(env);
    const found = paths.filter((path) => existsSync(path));
    if (found.length === 0) {
        throw new UsageError(`There is no kubeconfig at ${paths.join(" or ")}: name one by --kubeconfig FILE.`);
    }
    try {
        return connectionOf(stringify(merged(found.map(read))), context, execCredential);
    } catch (error) {
        throw new UsageError(`${found.join(", ")}: ${error instanceof Error ? error.message : String(error)}.`);
    }
}

function defaultPaths(env: NodeJS.ProcessEnv): string[] {
    const named = (env.KUBECONFIG ?? "").split(delimiter).filter(Boolean);
    return named.length > 0 ? named : [join(env.HOME ?? homedir(), ".kube", "config")];
}

function read(path: string): Kubeconfig {
    const folder = dirname(resolve(path));
    const kubeconfig = (parse(readFileSync(path, "utf8")) ?? {}) as Kubeconfig;
    for (const { cluster } of kubeconfig.clusters ?? []) makeAbsolute(cluster, ["certificate-authority"], folder);
    for (const { user } of kubeconfig.users ?? []) {
        makeAbsolute(user, ["client-certificate", "client-key", "tokenFile"], folder);
        const plugin = (user as { exec?: { command?: string } } | undefined)?.exec;
        // A bare name is looked for on PATH.
        if (plugin?.command?.includes("/")) makeAbsolute(plugin, ["command"], folder);
    }
    return kubeconfig;
}

function makeAbsolute(entry: unknown, keys: readonly string[], folder: string): void {
    const fields = (entry ?? {}) as Record<string, unknown>;
    for (const key of keys) {
        const path = fields[key];
        if (typeof path === "string" && path && !isAbsolute(path)) fields[key] = join(folder, path);
    }
}

function merged(files: readonly Kubeconfig[]): Kubeconfig {
    const every = (key: "clusters" | "users" | "contexts") => {
        const byName = new Map<string, Named>();
        for (const entry of files.flatMap((file) => file[key] ?? [])) {
            if (!byName.has(entry.name)) byName.set(entry.name, entry);
        }
        return [...byName.values()];
    };
    return {
        "current-context": files.map((file) => file["current-context"]).find(Boolean),
        clusters: every("clusters"),
        users: every("users"),
        contexts: every("contexts"),
    };
}
