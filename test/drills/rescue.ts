import { confluentObjects, workloadNamespace } from "../../rehearsal/demo/workload";
import { connectionOf } from "../../rehearsal/kubernetesApi/connection";
import { unstick } from "../../rescue/unstick";
import type { DrillStage } from "./stage";

/** `npm run unstick -- --namespace confluent --yes`, with what it says. */
export async function rescue({ controlPlane }: DrillStage): Promise<{ isFree: boolean; said: string }> {
    const said: string[] = [];
    const isFree = await unstick({
        connection: connectionOf(controlPlane.kubeconfig),
        namespace: workloadNamespace,
        ask: () => Promise.resolve(true),
        say: (line) => said.push(line),
    });
    return { isFree, said: said.join("\n") };
}

/** Names of what hangs or is on its way, with the finalizers that keep it. */
export async function terminating({ api }: DrillStage): Promise<Record<string, string[]>> {
    const leaving = (await confluentObjects(api)).filter(({ metadata }) => metadata.deletionTimestamp);
    return Object.fromEntries(
        leaving.map(({ kind, metadata }) => [`${kind}/${metadata.name}`, metadata.finalizers ?? []]),
    );
}
