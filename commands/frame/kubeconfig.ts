import { readKubeconfig } from "../../config/kubeconfig";
import { UsageError } from "../../base/error";
import { type Connection, connectionOf } from "../../kubernetes/connection";
import { execCredential } from "../../kubernetes/execCredential";
import { inClusterConnection } from "../../kubernetes/inCluster";

export interface KubeconfigOptions {
    /** Path of a kubeconfig. Default: KUBECONFIG, else ~/.kube/config. */
    kubeconfig?: string;
    /** Default: the kubeconfig's current one. */
    context?: string;
    env?: NodeJS.ProcessEnv;
    /** Where a pod has its service account's token. Default: where a kubelet puts it. */
    serviceAccount?: string;
}

/**
 * The connection that kubectl would use, by the same reader as `pulumi up`'s. A credential plug-in, such as `aws eks
 * get-token`, is run. In a pod, where no kubeconfig is there nor named, it is the pod's own (client-go: tools/clientcmd,
 * DeferredLoadingClientConfig).
 *
 * @throws UsageError where there is no kubeconfig, or it leads nowhere.
 */
export function kubectlConnection(options: KubeconfigOptions): Connection {
    const { kubeconfig, context, env = process.env, serviceAccount } = options;
    const read = readKubeconfig(kubeconfig, context, ".", env);
    if (read.text === undefined) {
        const own = read.isMissing && context === undefined && inClusterConnection(env, serviceAccount);
        if (own) return own;
        throw new UsageError(
            `The kubeconfig leads nowhere: ${read.reason}. Name one by --kubeconfig FILE, and a context by --context NAME.`,
        );
    }
    try {
        return connectionOf(read.text, undefined, execCredential);
    } catch (error) {
        throw new UsageError(`${error instanceof Error ? error.message : String(error)}.`);
    }
}
