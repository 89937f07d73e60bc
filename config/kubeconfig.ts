import { existsSync, readFileSync, statSync } from "node:fs";
import { homedir } from "node:os";
import { delimiter, dirname, isAbsolute, join, resolve } from "node:path";
import { parseDocument, stringify } from "yaml";

type Fields = Record<string, unknown>;
interface Named {
    name: string;
    /** `cluster`, `user` or `context`, by kind. */
    [kind: string]: unknown;
}

/** A kubeconfig, or why there is none: files, contexts, clusters and users by name, and nothing else quoted. */
export type Kubeconfig = { text: string; reason?: undefined } | { text?: undefined; reason: string };

class KubeconfigError extends Error {}

/**
 * What kubectl would use (k8s.io/client-go/tools/clientcmd: loader.go, validation.go, FlattenConfig): the first file that
 * names a context, a cluster or a user wins, and paths in a file are relative to it. The text is YAML as `kubectl config
 * view --minify --flatten --raw` prints it: only what the context needs, so that no other cluster's credentials come
 * into a stack's state, and without other files but those that a plug-in or a token names.
 *
 * @param path one file, which has to be there; undefined for those of KUBECONFIG, else ~/.kube/config.
 * @param context undefined for the first `current-context`.
 * @param root the folder that relative paths of files start from.
 */
export function readKubeconfig(
    path: string | undefined,
    context: string | undefined,
    root = ".",
    env: NodeJS.ProcessEnv = process.env,
): Kubeconfig {
    try {
        return { text: selfContained(path, context, root, env) };
    } catch (error) {
        if (error instanceof KubeconfigError) return { reason: error.message };
        throw error;
    }
}

function selfContained(
    path: string | undefined,
    context: string | undefined,
    root: string,
    env: NodeJS.ProcessEnv,
): string {
    const paths = path === undefined ? defaultPaths(env, root) : [resolve(root, path)];
    const present = paths.filter((file) => existsSync(file));
    if (present.length === 0) throw new KubeconfigError(`there is no ${paths.join(" and no ")}`);
    const files = present.map(read);
    const where = present.join(" and ");

    const name = context ?? files.map((file) => textOf(file["current-context"])).find(Boolean);
    if (!name) throw new KubeconfigError(`${where} has no current-context: name a context`);
    const entry = (kind: Kind, wanted: string): Fields => {
        const all = files.flatMap((file) => named(file, kind));
        const found = all.find((one) => one.name === wanted);
        if (found) return fieldsOf(found[kind]);
        const names = [...new Set(all.map((one) => one.name))].join(", ") || "none";
        if (kind === "context") throw new KubeconfigError(`${where} has no such context; it has ${names}`);
        throw new KubeconfigError(
            `${where} has no ${kind} ${wanted}, which the context ${name} names; it has ${names}`,
        );
    };
    const chosen = entry("context", name);
    const [cluster, user] = [chosen.cluster, chosen.user].map(textOf);
    if (!cluster) throw new KubeconfigError(`${where} has a context ${name} without a cluster`);
    if (!user) throw new KubeconfigError(`${where} has a context ${name} without a user`);
    const [server, credentials] = [flat(entry("cluster", cluster)), flat(entry("user", user))];
    if (!textOf(server.server)) throw new KubeconfigError(`${where} has a cluster ${cluster} without a server`);
    return stringify({
        apiVersion: "v1",
        kind: "Config",
        clusters: [{ name: cluster, cluster: server }],
        contexts: [{ name, context: chosen }],
        "current-context": name,
        users: [{ name: user, user: credentials }],
    });
}

function defaultPaths(env: NodeJS.ProcessEnv, root: string): string[] {
    // Set and empty is as not set.
    const listed = env.KUBECONFIG ? env.KUBECONFIG.split(delimiter).filter(Boolean) : [];
    return listed.length > 0
        ? [...new Set(listed.map((file) => resolve(root, file)))]
        : [join(env.HOME ?? homedir(), ".kube", "config")];
}

type Kind = "context" | "cluster" | "user";

/** A file with its paths made absolute. An empty one says nothing. */
function read(file: string): Fields {
    if (statSync(file).isDirectory()) throw new KubeconfigError(`${file} is a folder`);
    const document = parseDocument(readFileSync(file, "utf8"), { prettyErrors: false });
    // The parser's own words quote the line, which may hold a key.
    const [error] = document.errors;
    if (error) throw new KubeconfigError(`${file} is not YAML (${error.code}, at character ${error.pos[0]})`);
    const config: unknown = document.toJS() ?? {};
    const kinds = ["contexts", "clusters", "users"];
    if (!isFields(config) || kinds.some((kind) => config[kind] != null && !isNamed(config[kind]))) {
        throw new KubeconfigError(`${file} is not a kubeconfig`);
    }
    const folder = dirname(file);
    for (const { cluster } of named(config, "cluster")) absolute(fieldsOf(cluster), ["certificate-authority"], folder);
    for (const { user } of named(config, "user")) {
        absolute(fieldsOf(user), ["client-certificate", "client-key", "tokenFile"], folder);
        const plugin = fieldsOf(fieldsOf(user).exec);
        // A bare name is looked for on PATH.
        if (textOf(plugin.command)?.includes("/")) absolute(plugin, ["command"], folder);
    }
    return config;
}

function absolute(fields: Fields, keys: readonly string[], folder: string): void {
    for (const key of keys) {
        const path = textOf(fields[key]);
        if (path && !isAbsolute(path)) fields[key] = join(folder, path);
    }
}

/** Puts the certificates and the key in place of their files: the next machine that reads the state has none. */
function flat(fields: Fields): Fields {
    const { ...result } = fields;
    for (const key of ["certificate-authority", "client-certificate", "client-key"]) {
        const path = textOf(fields[key]);
        if (!path) continue;
        delete result[key];
        // As kubectl has it, data overrides the file.
        if (result[`${key}-data`]) continue;
        if (!existsSync(path)) throw new KubeconfigError(`there is no ${path}, which the kubeconfig names as ${key}`);
        result[`${key}-data`] = readFileSync(path).toString("base64");
    }
    return result;
}

const named = (config: Fields, kind: Kind): Named[] => (config[`${kind}s`] ?? []) as Named[];
const textOf = (value: unknown): string | undefined => (typeof value === "string" ? value : undefined);
const fieldsOf = (value: unknown): Fields => (isFields(value) ? value : {});
const isFields = (value: unknown): value is Fields =>
    typeof value === "object" && value !== null && !Array.isArray(value);
const isNamed = (value: unknown): value is Named[] =>
    Array.isArray(value) && value.every((entry) => isFields(entry) && typeof entry.name === "string");
