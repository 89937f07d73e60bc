import { Cleanup } from "../../base/cleanup";
import { KubernetesApi } from "../../kubernetes";
import { ensureTools } from "../../tools";
import { startControlPlane } from "../controlPlane";
import { clear, makeNamespace, makeNodes, makePriorities, schedule } from "./cluster";
import type { NodePlan, PodPlan } from "../../config/capacity/plan";
import type { Placement } from "./placement";

export type { PlacedPod, Placement } from "./placement";

/** Kubernetes' own scheduler, beside an embedded control plane. */
export interface SchedulerStage {
    /** Places pods on nodes as in a new cluster, in the order of their waves; earlier placements are removed. */
    place(nodes: readonly NodePlan[], pods: readonly PodPlan[]): Promise<Placement>;
    close(): Promise<void>;
}

/**
 * Starts etcd, kube-apiserver and kube-scheduler. Nodes and pods are only objects, which is all that the scheduler
 * needs.
 *
 * @throws ToolsError if a tool is missing and can't be built; ServerError if one does not start
 */
export async function openScheduler(): Promise<SchedulerStage> {
    const cleanup = new Cleanup();
    try {
        const tools = await ensureTools(["etcd", "kube-apiserver", "kube-controller-manager", "kube-scheduler"]);
        const controlPlane = await startControlPlane(tools);
        cleanup.add(() => controlPlane.stop());
        const { url, ca, token, kubeconfigPath } = controlPlane;
        const api = new KubernetesApi({ url, ca, token });
        cleanup.add(() => {
            api.close();
            return Promise.resolve();
        });
        controlPlane.start({
            name: "kube-scheduler",
            binary: tools["kube-scheduler"],
            // It serves nothing that is needed here, and it is the only one.
            args: [`--kubeconfig=${kubeconfigPath}`, "--leader-elect=false", "--secure-port=0"],
        });
        return {
            place: async (nodes, pods) => {
                await clear(api);
                await Promise.all([...new Set(pods.map(({ namespace }) => namespace))].map(makeNamespace(api)));
                await makePriorities(api, pods);
                await makeNodes(api, nodes);
                return schedule(api, pods);
            },
            close: () => cleanup.run(),
        };
    } catch (error) {
        await cleanup.run();
        throw error;
    }
}
