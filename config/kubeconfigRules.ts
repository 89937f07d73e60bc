import type { Cluster, User } from "./kubeconfigFile";

/**
 * Why kubectl would not use a cluster, nor Pulumi's provider, which reads a kubeconfig with the same library; undefined
 * if they would (client-go: tools/clientcmd/validation.go, client_config.go, rest/transport). No value is quoted.
 */
export function unusableCluster(cluster: Cluster): string | undefined {
    const ca = cluster["certificate-authority"] || cluster["certificate-authority-data"];
    if (!cluster.server) return "without a server";
    if (cluster["certificate-authority"] && cluster["certificate-authority-data"]) return both("certificate-authority");
    if (cluster["insecure-skip-tls-verify"] && ca) {
        return "with insecure-skip-tls-verify and a certificate-authority, of which it takes one";
    }
    if (cluster["proxy-url"] && !isProxy(cluster["proxy-url"])) {
        return "with a proxy-url that is no http://, https:// or socks5:// URL";
    }
    return undefined;
}

/** The same for a user. */
export function unusableUser(user: User): string | undefined {
    const certificate = user["client-certificate"] || user["client-certificate-data"];
    for (const key of ["client-certificate", "client-key"] as const) {
        if (user[key] && user[`${key}-data`]) return both(key);
    }
    if (certificate && !user["client-key"] && !user["client-key-data"])
        return "with a client-certificate and no client-key";
    if (user.token && (user.username || user.password)) return "with a token and a password, of which it takes one";
    if (
        !user.as &&
        (user["as-uid"] || user["as-groups"]?.length || Object.keys(user["as-user-extra"] ?? {}).length > 0)
    ) {
        return "with as-groups, as-uid or as-user-extra and no as";
    }
    const provider = user["auth-provider"];
    if (provider && user.exec) return "with exec and an auth-provider, of which it takes one";
    if (provider && provider.name !== "oidc")
        return `with the auth-provider ${provider.name ?? ""}, which kubectl no longer has: it takes a plug-in (exec)`;
    return user.exec ? unusablePlugin(user.exec) : undefined;
}

/** In v1, a plug-in must say whether it may prompt its user; otherwise it is an error. */
function unusablePlugin({ command, apiVersion, env, interactiveMode }: NonNullable<User["exec"]>): string | undefined {
    const group = "client.authentication.k8s.io";
    if (!command) return "with exec and no command";
    if (!apiVersion) return "with exec and no apiVersion";
    if (![`${group}/v1`, `${group}/v1beta1`].includes(apiVersion)) {
        return `with exec of ${apiVersion}, and kubectl takes ${group}/v1 and v1beta1`;
    }
    if (env?.some(({ name }) => !name)) return "with exec and a variable in its env without a name";
    const modes = ["Never", "IfAvailable", "Always", ...(apiVersion.endsWith("/v1beta1") ? [""] : [])];
    return modes.includes(interactiveMode ?? "")
        ? undefined
        : "with exec and no interactiveMode (Never, IfAvailable or Always)";
}

const both = (key: string): string => `with both ${key} and ${key}-data, of which it takes one`;

function isProxy(url: string): boolean {
    return /^(https?|socks5):\/\/[^/]/.test(url) && URL.canParse(url);
}
