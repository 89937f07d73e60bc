import { join } from "node:path";
import { sweeperName } from "../../components/gitOpsHandoff/sweeperAccess";
import { Cleanup } from "../../base/cleanup";
import { applyManifests, type ControlPlane, installCrds, startControlPlane } from "../../rehearsal/controlPlane";
import { smallConfluentCrds } from "../../rehearsal/crds/confluent";
import { KubernetesApi, type KubernetesObject } from "../../kubernetes";
import { playKubelet } from "../../rehearsal/standIns/kubelet";
import { ensureTools } from "../../tools";
import { root, runStack } from "../harness";
import { eventually } from "./eventually";
import { buildWith } from "./kustomizeBuild";

export const workload = "confluent";
export const applicationKind = { apiVersion: "argoproj.io/v1alpha1", kind: "Application" };
export const deploymentKind = { apiVersion: "apps/v1", kind: "Deployment" };
export const confluentKind = (kind: string) => ({ apiVersion: "platform.confluent.io/v1beta1", kind });

/** The sweeper from Git and the stack, run by the stand-in kubelet with a real API server, without Argo CD. */
export interface SweeperStage {
    controlPlane: ControlPlane;
    api: KubernetesApi;
    /** Everything that the stack gives the sweeper. */
    access: KubernetesObject[];
    close(): Promise<void>;
}

export async function openSweeperStage(): Promise<SweeperStage> {
    const cleanup = new Cleanup();
    try {
        const tools = await ensureTools(["etcd", "kube-apiserver", "kube-controller-manager", "kustomize"] as const);
        const controlPlane = await startControlPlane(tools);
        cleanup.add(() => controlPlane.stop());
        const api = KubernetesApi.fromKubeconfig(controlPlane.kubeconfig);
        cleanup.add(() => api.close());
        await Promise.all([installCrds(controlPlane, "argocd"), applyManifests(controlPlane, smallConfluentCrds())]);
        const kubelet = await playKubelet(controlPlane, { namespace: workload });
        cleanup.add(() => kubelet.stop());
        const namespaces = [workload, "argocd"].map((name) => ({
            apiVersion: "v1",
            kind: "Namespace",
            metadata: { name },
        }));
        const access = await accessOfTheStack();
        await applyManifests(controlPlane, [...namespaces, ...access, ...inGit(tools.kustomize)]);
        await eventually(
            async () => {
                const deployment = await api.get(deploymentKind, workload, sweeperName);
                return (deployment?.status as { availableReplicas?: number })?.availableReplicas === 1;
            },
            30,
            "the sweeper's Deployment is not available",
        );
        return { controlPlane, api, access, close: () => cleanup.run() };
    } catch (error) {
        await cleanup.run();
        throw error;
    }
}

async function accessOfTheStack(): Promise<KubernetesObject[]> {
    const { resources } = await runStack("dev");
    return resources
        .map(({ inputs }) => inputs as unknown as KubernetesObject)
        .filter(({ metadata }) => metadata?.name === sweeperName);
}

/** The sweeper's objects from the dev overlay, with shorter waits. */
function inGit(kustomize: string): KubernetesObject[] {
    const objects = buildWith(kustomize, join(root, "gitops/platform/overlays/dev")).filter(({ metadata }) =>
        metadata.name?.startsWith(sweeperName),
    );
    const text = JSON.stringify(objects)
        .replace('"POLL_SECONDS","value":"1"', '"POLL_SECONDS","value":"0.1"')
        .replace('"REPORT_SECONDS","value":"60"', '"REPORT_SECONDS","value":"1"');
    return JSON.parse(text) as KubernetesObject[];
}
