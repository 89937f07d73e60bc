import { argoCdNamespace } from "../../rehearsal/argoCd";
import { confluentObjects, workloadNamespace } from "../../rehearsal/demo/workload";
import { connectionOf } from "../../rehearsal/kubernetesApi/connection";
import { until } from "../../rehearsal/until";
import { unstick } from "../../rescue/unstick";
import type { DrillStage } from "./stage";

const controller = "argocd-application-controller";
const statefulSetKind = { apiVersion: "apps/v1", kind: "StatefulSet" };
const podKind = { apiVersion: "v1", kind: "Pod" };
const labels = { "app.kubernetes.io/name": controller };

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

/**
 * Makes the StatefulSet that Argo CD's controller has in a cluster, with a ready pod: by that a rescuer sees that it is
 * there. In the rehearsal it is a process without one.
 */
export async function showArgoCd({ api }: DrillStage): Promise<void> {
    const template = { metadata: { labels }, spec: { containers: [{ name: controller, image: "simulated" }] } };
    const spec = { replicas: 1, serviceName: controller, selector: { matchLabels: labels }, template };
    await api.apply({ ...statefulSetKind, metadata: { name: controller, namespace: argoCdNamespace, labels }, spec });
    const status = { phase: "Running", conditions: [{ type: "Ready", status: "True" }] };
    await until("the controller's StatefulSet has a ready pod", async () => {
        if (!(await api.get(podKind, argoCdNamespace, `${controller}-0`))) return false;
        await api.merge(podKind, argoCdNamespace, `${controller}-0`, { status }, "status");
        const shown = await api.get(statefulSetKind, argoCdNamespace, controller);
        return (shown?.status as { readyReplicas?: number }).readyReplicas === 1;
    });
}

/** Names of what hangs or is on its way, with the finalizers that keep it. */
export async function terminating({ api }: DrillStage): Promise<Record<string, string[]>> {
    const leaving = (await confluentObjects(api)).filter(({ metadata }) => metadata.deletionTimestamp);
    return Object.fromEntries(
        leaving.map(({ kind, metadata }) => [`${kind}/${metadata.name}`, metadata.finalizers ?? []]),
    );
}
