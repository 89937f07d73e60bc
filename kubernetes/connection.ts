import { readFileSync } from "node:fs";
import type { OutgoingHttpHeaders } from "node:http";
import { parse } from "yaml";
import type { Credential, ExecPlugin } from "./execCredential";

/** How to reach an API server, and with which identity. */
export interface Connection {
    /** `https://host:port`, optionally with a path. */
    url: string;
    /** PEM. Default: the system's authorities. */
    ca?: string;
    token?: string;
    /** PEM; requires `clientKey`. */
    clientCertificate?: string;
    clientKey?: string;
    /** Name for checking the server's certificate. Default: the URL's host. */
    serverName?: string;
    /** Accepts any certificate, like `insecure-skip-tls-verify` in a kubeconfig. */
    insecure?: boolean;
    /** The proxy: `http://`, `https://` or `socks5://`. */
    proxyUrl?: string;
    /** Headers for signing in, instead of or in addition to a token. */
    headers?: OutgoingHttpHeaders;
    /** For namespaced objects without a namespace. Default: `default`. */
    namespace?: string;
}

type Entry = Record<string, string | boolean | object | undefined>;

interface Kubeconfig {
    "current-context"?: string;
    contexts?: { name: string; context?: { cluster?: string; user?: string; namespace?: string } }[];
    clusters?: { name: string; cluster?: Entry }[];
    users?: { name: string; user?: Entry }[];
}

/**
 * Reads a kubeconfig.
 *
 * @param context default: its current context
 * @param runPlugin calls a credential plug-in (`exec`), such as `execCredential`. Default: such a user is refused, because
 * a rehearsal must not reach clusters that the user is signed in to
 * @throws Error for a context, cluster or user that doesn't exist, and for an unsupported way to sign in
 */
export function connectionOf(
    text: string,
    context?: string,
    runPlugin?: (plugin: ExecPlugin, cluster: object) => Credential,
): Connection {
    const kubeconfig = (parse(text) ?? {}) as Kubeconfig;
    const name = context ?? kubeconfig["current-context"];
    if (!name) throw new Error("the kubeconfig has no current-context: name a context");
    const chosen = named(kubeconfig.contexts, "context", name).context ?? {};
    const cluster = named(kubeconfig.clusters, "cluster", chosen.cluster).cluster ?? {};
    const user = chosen.user ? (named(kubeconfig.users, "user", chosen.user).user ?? {}) : {};

    if (typeof cluster.server !== "string") throw new Error(`the kubeconfig's cluster ${chosen.cluster} has no server`);
    for (const unsupported of [...(runPlugin ? [] : ["exec"]), "auth-provider"]) {
        if (user[unsupported] === undefined) continue;
        throw new Error(
            `the kubeconfig's user ${chosen.user} signs in with ${unsupported}, which is not supported here: ` +
                "use a kubeconfig with a token or a client certificate",
        );
    }
    const plugin = user.exec as ExecPlugin | undefined;
    // As in kubectl, the kubeconfig's own credentials take precedence over a plug-in.
    const isSignedIn = Boolean(user.token ?? user.tokenFile);
    const asked = plugin && !isSignedIn ? runPlugin?.(plugin, clusterInfo(cluster)) : undefined;
    return {
        url: cluster.server.replace(/\/$/, ""),
        ca: material(cluster, "certificate-authority"),
        insecure: cluster["insecure-skip-tls-verify"] === true,
        serverName: stringOf(cluster["tls-server-name"]),
        proxyUrl: stringOf(cluster["proxy-url"]),
        headers: headersOf(user),
        token: stringOf(user.token) ?? fileOf(user.tokenFile)?.trim() ?? asked?.token,
        clientCertificate: asked?.clientCertificate ?? material(user, "client-certificate"),
        clientKey: asked?.clientKey ?? material(user, "client-key"),
        namespace: chosen.namespace,
    };
}

function named<T extends { name: string }>(entries: T[] | undefined, what: string, name: string | undefined): T {
    const found = entries?.find((entry) => entry.name === name);
    if (found) return found;
    const names = entries?.map((entry) => entry.name).join(", ");
    throw new Error(`the kubeconfig has no ${what} ${name ?? "named"}; it has ${names || "none"}`);
}

/**
 * A name with a password, and the identity to impersonate.
 *
 * @see https://kubernetes.io/docs/reference/access-authn-authz/authentication/#user-impersonation
 */
function headersOf(user: Entry): OutgoingHttpHeaders | undefined {
    const headers: OutgoingHttpHeaders = {};
    const name = stringOf(user.username);
    const password = stringOf(user.password) ?? "";
    if (name) headers.authorization = `Basic ${Buffer.from(`${name}:${password}`).toString("base64")}`;
    if (user.as) headers["impersonate-user"] = stringOf(user.as);
    if (user["as-uid"]) headers["impersonate-uid"] = stringOf(user["as-uid"]);
    if (user["as-groups"]) headers["impersonate-group"] = user["as-groups"] as string[];
    for (const [key, values] of Object.entries(user["as-user-extra"] ?? {}))
        headers[`impersonate-extra-${encodeURIComponent(key).toLowerCase()}`] = values as string[];
    return Object.keys(headers).length > 0 ? headers : undefined;
}

/** A cluster's entry as a plug-in expects it, with the authority's data inline. */
function clusterInfo(cluster: Entry): object {
    const ca = material(cluster, "certificate-authority");
    const { "certificate-authority": _path, extensions, ...rest } = cluster;
    const config = (extensions as { name: string; extension?: object }[] | undefined)?.find(
        ({ name }) => name === "client.authentication.k8s.io/exec",
    );
    return {
        ...rest,
        ...(ca && { "certificate-authority-data": Buffer.from(ca).toString("base64") }),
        ...(config && { config: config.extension }),
    };
}

/** A PEM that is inline (base64, `…-data`) or in a file. */
function material(entry: Entry, key: string): string | undefined {
    const data = stringOf(entry[`${key}-data`]);
    return data ? Buffer.from(data, "base64").toString("utf8") : fileOf(entry[key]);
}

const stringOf = (value: unknown): string | undefined => (typeof value === "string" ? value : undefined);
const fileOf = (path: unknown): string | undefined =>
    typeof path === "string" ? readFileSync(path, "utf8") : undefined;
