import { UsageError } from "../../base/error";
import { KubernetesError } from "../../kubernetes";
import { askOnTerminal } from "../frame/ask";
import { kubectlConnection } from "../frame/kubeconfig";
import { unstick } from ".";

export interface Flags {
    namespace: string;
    kubeconfig?: string;
    context?: string;
    yes?: boolean;
}

export async function run(flags: Flags): Promise<number> {
    const connection = kubectlConnection(flags);
    const ask = flags.yes ? () => Promise.resolve(true) : askOnTerminal();
    console.log(`Looking at namespace ${flags.namespace} on ${connection.url}.\n`);
    try {
        const isFree = await unstick({ connection, namespace: flags.namespace, ask, say: (line) => console.log(line) });
        return isFree ? 0 : 1;
    } catch (error) {
        if (error instanceof KubernetesError) throw new UsageError(error.message);
        throw error;
    }
}
