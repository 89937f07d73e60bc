import { UsageError } from "../../base/error";
import { KubernetesError } from "../../kubernetes";
import { askBy } from "../frame/ask";
import { printJson, sayBeside } from "../frame/json";
import { kubectlConnection } from "../frame/kubeconfig";
import { watch } from "./report";
import { unstick } from ".";

export interface Flags {
    namespace: string;
    kubeconfig?: string;
    context?: string;
    yes?: boolean;
    json?: boolean;
}

export async function run(flags: Flags): Promise<number> {
    const connection = kubectlConnection(flags);
    const ask = askBy(flags);
    const say = sayBeside(flags.json);
    const { report, ...watched } = watch(flags.namespace, connection.url);
    say(`Looking at namespace ${flags.namespace} on ${connection.url}.\n`);
    try {
        const isFree = await unstick({ connection, namespace: flags.namespace, ask, say, ...watched });
        if (flags.json) printJson({ ...report, isFree });
        return isFree ? 0 : 1;
    } catch (error) {
        if (error instanceof KubernetesError) throw new UsageError(error.message);
        throw error;
    }
}
