import { readKubeconfig } from "../../config/kubeconfig";
import { UsageError } from "../../base/error";
import { type Connection, connectionOf } from "../../kubernetes/connection";
import { execCredential } from "../../kubernetes/execCredential";
import { inClusterConnection } from "../../kubernetes/inCluster";

export interface KubeconfigOptions {
    /** Path of a kubeconfig. Default: KUBECONFIG, or ~/.kube/config. */
    kubeconfig?: string;
    /** Default: the kubeconfig's current context. */
    context?: string;
    env?: NodeJS.ProcessEnv;
    /** Where a pod has its service account's token. Default: where a kubelet puts it. */
    serviceAccount?: string;
}

/**
 * The connection that kubectl would use, from the same reader as in `pulumi up`. Runs a credential plug-in, such as `aws
 * eks get-token`. In a pod without a kubeconfig, it is the pod's own connection (client-go: tools/clientcmd,
 * DeferredLoadingClientConfig).
 *
 * @throws UsageError if there is no kubeconfig, or if it doesn't lead to a cluster
 */
export function kubectlConnection(options: KubeconfigOptions): Connection {
    const { kubeconfig, context, env = process.env, serviceAccount } = options;
    const read = readKubeconfig(kubeconfig, context, ".", env);
    if (read.text === undefined) {
        const own = read.isMissing && context === undefined && inClusterConnection(env, serviceAccount);
        if (own) return own;
        throw new UsageError(
            `The kubeconfig can't be used: ${read.reason}. Pass one with --kubeconfig FILE, and a context with --context NAME.`,
        );
    }
    try {
        return connectionOf(read.text, undefined, execCredential);
    } catch (error) {
        throw new UsageError(`${error instanceof Error ? error.message : String(error)}.`);
    }
}
