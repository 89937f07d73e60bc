import { spawnSync } from "node:child_process";

/** The `exec` part of a kubeconfig's user: the program that is asked for credentials, as EKS has it. */
export interface ExecPlugin {
    apiVersion?: string;
    command?: string;
    args?: string[] | null;
    env?: { name: string; value: string }[] | null;
    /** What a user reads where the program is not there. */
    installHint?: string;
    /** Whether the program wants to be told which cluster it is for. Default: false. */
    provideClusterInfo?: boolean;
    /** Whether it may ask on the terminal. Default: `IfAvailable`. */
    interactiveMode?: "Never" | "IfAvailable" | "Always";
}

/** What a plug-in signs in with: a token, or a client certificate and its key (PEM), or both. */
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
/** A sign-in that asks on the terminal takes as long as its user. */
const timeoutMs = 5 * 60_000;

/**
 * Runs a kubeconfig's credential plug-in, once: what it answers is kept by whoever asked, and not renewed. Its error
 * output goes to this process's.
 *
 * @param cluster the kubeconfig's entry of the cluster, for a plug-in that wants it.
 * @throws Error that says what to do where it cannot be run, fails, or answers with something else.
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
        throw new Error(`the credential plug-in ${command} ${how}: sign in again, or mend what it says above`);
    }
    return credentialIn(run.stdout, command, apiVersion);
}

const hint = (installHint: string | undefined) => (installHint ? `\n${installHint.trim()}` : "");

function credentialIn(output: string, command: string, apiVersion: string): Credential {
    const answer = parsed(output);
    if (answer?.kind !== "ExecCredential" || answer.apiVersion !== apiVersion) {
        // Not quoted: it may hold a token.
        throw new Error(`the credential plug-in ${command} did not answer with an ExecCredential of ${apiVersion}`);
    }
    const { token, clientCertificateData, clientKeyData } = answer.status ?? {};
    if (!token && !(clientCertificateData && clientKeyData)) {
        throw new Error(
            `the credential plug-in ${command} answered with neither a token nor a certificate and its key`,
        );
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
