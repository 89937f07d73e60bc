import { KubernetesApi } from "../../kubernetes";
import { until } from "../../base/until";
import { argoCdNamespace } from "../../kubernetes/application";

const name = "argocd-application-controller";
const statefulSet = { apiVersion: "apps/v1", kind: "StatefulSet" };
const pod = { apiVersion: "v1", kind: "Pod" };
const labels = { "app.kubernetes.io/name": name };
const simulated = { "rehearsal/simulated": "Argo CD's controller is a process beside the control plane" };

/**
 * Creates the StatefulSet of Argo CD's controller in a cluster, with a ready pod, from which `unstick` and others see
 * that it is running. In the rehearsal, it is a process without one.
 */
export async function showController({ kubeconfig }: { kubeconfig: string }): Promise<void> {
    const api = KubernetesApi.fromKubeconfig(kubeconfig);
    try {
        const template = {
            metadata: { labels, annotations: simulated },
            spec: { containers: [{ name, image: "simulated" }] },
        };
        const spec = { replicas: 1, serviceName: name, selector: { matchLabels: labels }, template };
        const metadata = { name, namespace: argoCdNamespace, labels, annotations: simulated };
        await api.apply({ ...statefulSet, metadata, spec });
        const status = { phase: "Running", conditions: [{ type: "Ready", status: "True" }] };
        await until("the StatefulSet of Argo CD's controller has a ready pod", async () => {
            if (!(await api.get(pod, argoCdNamespace, `${name}-0`))) return false;
            await api.merge(pod, argoCdNamespace, `${name}-0`, { status }, "status");
            const shown = await api.get(statefulSet, argoCdNamespace, name);
            return (shown?.status as { readyReplicas?: number } | undefined)?.readyReplicas === 1;
        });
    } finally {
        api.close();
    }
}
