import { spawnSync } from "node:child_process";

/** The `exec` part of a kubeconfig's user: the program that returns credentials, as on EKS. */
export interface ExecPlugin {
    apiVersion?: string;
    command?: string;
    args?: string[] | null;
    env?: { name: string; value: string }[] | null;
    /** What the user sees if the program isn't installed. */
    installHint?: string;
    /** Whether to pass the cluster to the program. Default: false. */
    provideClusterInfo?: boolean;
    /** Whether it may ask on the terminal. Default: `IfAvailable`. */
    interactiveMode?: "Never" | "IfAvailable" | "Always";
}

/** Credentials from a plug-in: a token, or a client certificate and its key (PEM), or both. */
export interface Credential {
    token?: string;
    clientCertificate?: string;
    clientKey?: string;
}

interface ExecCredential {
    apiVersion?: string;
    kind?: string;
    status?: { token?: string; clientCertificateData?: string; clientKeyData?: string };
}

const group = "client.authentication.k8s.io";
const apiVersions = [`${group}/v1`, `${group}/v1beta1`];
/** A sign-in on the terminal takes as long as the user needs. */
const timeoutMs = 5 * 60_000;

/**
 * Runs a kubeconfig's credential plug-in once. The caller keeps the result, which isn't renewed. The plug-in's error output
 * is passed on.
 *
 * @param cluster the kubeconfig's entry of the cluster, for a plug-in that needs it
 * @throws Error that says what to do if it can't be run, fails, or returns something else
 * @see https://kubernetes.io/docs/reference/config-api/client-authentication.v1/
 */
export function execCredential(plugin: ExecPlugin, cluster: object): Credential {
    const { apiVersion = "", command = "", installHint } = plugin;
    if (!apiVersions.includes(apiVersion)) {
        throw new Error(
            `the credential plug-in ${command} has apiVersion ${apiVersion || "(none)"}: ` +
                `${apiVersions.join(" and ")} are supported`,
        );
    }
    const isInteractive = plugin.interactiveMode !== "Never" && process.stdin.isTTY === true;
    const spec = { interactive: isInteractive, ...(plugin.provideClusterInfo && { cluster }) };
    const run = spawnSync(command, plugin.args ?? [], {
        encoding: "utf8",
        env: {
            ...process.env,
            KUBERNETES_EXEC_INFO: JSON.stringify({ apiVersion, kind: "ExecCredential", spec }),
            ...Object.fromEntries((plugin.env ?? []).map(({ name, value }) => [name, value])),
        },
        stdio: [isInteractive ? "inherit" : "ignore", "pipe", "inherit"],
        timeout: timeoutMs,
    });
    if (run.error)
        throw new Error(`the credential plug-in ${command} cannot be run: ${run.error.message}${hint(installHint)}`);
    if (run.status !== 0) {
        const how = run.signal ? `was ended by ${run.signal}` : `failed with exit code ${run.status}`;
        throw new Error(`the credential plug-in ${command} ${how}: sign in again, or fix what it reports above`);
    }
    return credentialIn(run.stdout, command, apiVersion);
}

const hint = (installHint: string | undefined) => (installHint ? `\n${installHint.trim()}` : "");

function credentialIn(output: string, command: string, apiVersion: string): Credential {
    const answer = parsed(output);
    if (answer?.kind !== "ExecCredential" || answer.apiVersion !== apiVersion) {
        // The response isn't quoted, because it may contain a token.
        throw new Error(`the credential plug-in ${command} did not return an ExecCredential of ${apiVersion}`);
    }
    const { token, clientCertificateData, clientKeyData } = answer.status ?? {};
    if (!token && !(clientCertificateData && clientKeyData)) {
        throw new Error(`the credential plug-in ${command} returned neither a token nor a certificate with its key`);
    }
    return { token, clientCertificate: clientCertificateData, clientKey: clientKeyData };
}

function parsed(output: string): ExecCredential | undefined {
    try {
        return JSON.parse(output) as ExecCredential;
    } catch {
        return undefined;
    }
}
