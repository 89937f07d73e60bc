import { existsSync } from "node:fs";
import { homedir } from "node:os";
import { delimiter, join, resolve } from "node:path";
import { stringify } from "yaml";
import { contentsOf, KubeconfigError, readFile } from "./kubeconfigFile";
import { unusableCluster, unusableUser } from "./kubeconfigRules";

/**
 * A kubeconfig, or why there is none. The reason quotes only the names of files, contexts, clusters and users. A
 * kubeconfig is missing if no file is named and kubectl wouldn't find one either.
 */
export type Kubeconfig =
    { text: string; reason?: undefined } | { text?: undefined; reason: string; isMissing: boolean };

/**
 * What kubectl would use (k8s.io/client-go/tools/clientcmd: loader.go, FlattenConfig; run beside kubectl 1.32): the
 * first file that names a context, a cluster or a user wins, and paths in a file are relative to it. The text is YAML
 * as `kubectl config view --minify --flatten --raw` prints it: only what the context needs, so that no other cluster's
 * credentials get into a stack's state, and without references to files, except those that a plug-in or a token names.
 *
 * @param path a single file, which must exist; undefined for the files in KUBECONFIG, or ~/.kube/config if it isn't set
 * @param context undefined for the first `current-context`
 * @param root the folder that relative paths of files start from
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
        if (error instanceof KubeconfigError) return { reason: error.message, isMissing: error.isMissing };
        throw error;
    }
}

function selfContained(
    path: string | undefined,
    context: string | undefined,
    root: string,
    env: NodeJS.ProcessEnv,
): string {
    const home = env.HOME ?? homedir();
    const paths = path === undefined ? defaultPaths(env, root, home) : [resolve(root, path.replace(/^~(?=\/)/, home))];
    const present = paths.filter((file) => existsSync(file));
    if (present.length === 0) {
        throw new KubeconfigError(
            paths.length > 0 ? `there is no ${paths.join(" and no ")}` : "KUBECONFIG names no file",
            path === undefined,
        );
    }
    const files = present.map(readFile);
    const where = present.join(" and ");

    const name = context ?? files.map((file) => file["current-context"]).find(Boolean);
    if (!name) throw new KubeconfigError(`${where} has no current-context: name a context`);
    const contexts = files.flatMap((file) => file.contexts);
    const chosen = contexts.find((one) => one.name === name)?.context;
    if (!chosen) throw new KubeconfigError(`${where} has no such context; it has ${namesOf(contexts)}`);
    const refuse = (what: string) => new KubeconfigError(`${where} has ${what}`);
    const missing = (kind: string, wanted: string, all: readonly { name: string }[]) =>
        refuse(`no ${kind} ${wanted}, which the context ${name} names; it has ${namesOf(all)}`);

    if (!chosen.cluster) throw refuse(`a context ${name} without a cluster`);
    const clusters = files.flatMap((file) => file.clusters);
    const cluster = clusters.find((one) => one.name === chosen.cluster)?.cluster;
    // Without TLS, nobody authenticates, as with `kubectl proxy`; with it, kubectl would ask for a name and a password.
    const isAnonymous = !chosen.user && cluster?.server?.startsWith("http:");
    if (!chosen.user && !isAnonymous) throw refuse(`a context ${name} without a user`);
    if (!cluster) throw missing("cluster", chosen.cluster, clusters);
    const clusterFault = unusableCluster(cluster);
    if (clusterFault) throw refuse(`a cluster ${chosen.cluster} ${clusterFault}`);

    const users = files.flatMap((file) => file.users);
    const user = isAnonymous ? {} : users.find((one) => one.name === chosen.user)?.user;
    if (!user) throw missing("user", chosen.user ?? "", users);
    const userFault = unusableUser(user);
    if (userFault) throw refuse(`a user ${chosen.user} ${userFault}`);
    if (user.tokenFile) contentsOf(user.tokenFile, "tokenFile");

    return stringify({
        apiVersion: "v1",
        kind: "Config",
        clusters: [{ name: chosen.cluster, cluster: flat(cluster) }],
        contexts: [{ name, context: chosen }],
        "current-context": name,
        users: isAnonymous ? [] : [{ name: chosen.user, user: flat(user) }],
    });
}

const namesOf = (entries: readonly { name: string }[]): string =>
    [...new Set(entries.map(({ name }) => name))].join(", ") || "none";

/** An empty variable counts as not set; one that contains only separators names no file. */
function defaultPaths(env: NodeJS.ProcessEnv, root: string, home: string): string[] {
    if (!env.KUBECONFIG) return [join(home, ".kube", "config")];
    const listed = env.KUBECONFIG.split(delimiter).filter((file) => file !== "");
    return listed.map((file) => resolve(root, file));
}

/**
 * Embeds the certificates and the key in place of their files, which the next machine that reads the state doesn't
 * have.
 */
function flat(fields: Record<string, unknown>): Record<string, unknown> {
    const { ...result } = fields;
    for (const key of ["certificate-authority", "client-certificate", "client-key"]) {
        const path = fields[key];
        if (typeof path !== "string" || path === "") continue;
        delete result[key];
        result[`${key}-data`] = contentsOf(path, key).toString("base64");
    }
    return result;
}
