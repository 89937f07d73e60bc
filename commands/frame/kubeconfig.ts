import { readKubeconfig } from "../../config/kubeconfig";
import { UsageError } from "../../base/error";
import { type Connection, connectionOf } from "../../kubernetes/connection";
import { execCredential } from "../../kubernetes/execCredential";

export interface KubeconfigOptions {
    /** Path of a kubeconfig. Default: KUBECONFIG, else ~/.kube/config. */
    kubeconfig?: string;
    /** Default: the kubeconfig's current one. */
    context?: string;
    env?: NodeJS.ProcessEnv;
}

/**
 * The connection that kubectl would use, by the same reader as `pulumi up`'s. A credential plug-in, such as `aws eks
 * get-token`, is run.
 *
 * @throws UsageError where there is no kubeconfig, or it leads nowhere.
 */
export function kubectlConnection({ kubeconfig, context, env = process.env }: KubeconfigOptions): Connection {
    const { text, reason } = readKubeconfig(kubeconfig, context, ".", env);
    if (text === undefined) {
        throw new UsageError(
            `The kubeconfig leads nowhere: ${reason}. Name one by --kubeconfig FILE, and a context by --context NAME.`,
        );
    }
    try {
        return connectionOf(text, undefined, execCredential);
    } catch (error) {
        throw new UsageError(`${error instanceof Error ? error.message : String(error)}.`);
    }
}
