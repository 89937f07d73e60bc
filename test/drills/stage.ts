import assert from "node:assert/strict";
import { isLive, readApplication } from "../../rehearsal/argoCd";
import type { ControlPlane } from "../../rehearsal/controlPlane";
import type { GitOps } from "../../rehearsal/gitOps";
import { KubernetesApi, type KubernetesObject } from "../../rehearsal/kubernetesApi";
import { openStage, type Stage, type StageOptions } from "../../rehearsal/stage";
import { confluentObjects, live } from "../../rehearsal/demo/workload";

/** A stage of the whole loop, on which the dev stack is up and its workload live. */
export interface DrillStage {
    stage: Stage;
    controlPlane: ControlPlane;
    gitOps: GitOps;
    api: KubernetesApi;
    close(): Promise<void>;
}

/** The operators come with the rehearsal; the stack takes them as installed by others. */
const operatorsTaken = { "confluent.install": "none", "argocd.install": "none" };

/** Opens a stage, without `pulumi up`. */
export async function openDrillStage(options: Partial<StageOptions> = {}): Promise<DrillStage> {
    const overrides = { ...operatorsTaken, ...options.overrides };
    const stage = await openStage({ stack: "dev", embedded: true, offline: true, gitOps: {}, ...options, overrides });
    const { controlPlane, gitOps } = stage;
    assert.ok(controlPlane && gitOps);
    const api = KubernetesApi.fromKubeconfig(controlPlane.kubeconfig);
    const close = async () => {
        api.close();
        await stage.close();
    };
    return { stage, controlPlane, gitOps, api, close };
}

/** Opens a stage, brings the stack up, and waits until the workload is live. */
export async function openLiveStage(options: Partial<StageOptions> = {}): Promise<DrillStage> {
    const on = await openDrillStage(options);
    try {
        await on.stage.engine.stack.up();
        await live(on, await on.gitOps.repository.head());
        return on;
    } catch (error) {
        await on.close();
        throw error;
    }
}

/** What somebody would miss: each object of the workload, as who it is and what is wanted of it. */
export async function snapshot({ api }: Pick<DrillStage, "api">): Promise<Record<string, unknown>> {
    const objects = await confluentObjects(api);
    return Object.fromEntries(objects.map((object) => [nameOf(object), essence(object)]));
}

const nameOf = ({ kind, metadata }: KubernetesObject): string => `${kind}/${metadata.name}`;

function essence({ metadata, spec, status }: KubernetesObject) {
    const { uid, labels, ownerReferences, finalizers, deletionTimestamp } = metadata;
    const { phase, state } = (status ?? {}) as { phase?: string; state?: string };
    return { uid, labels, ownerReferences, finalizers, deletionTimestamp, spec, phase, state };
}

/** Whether the Application is Synced to what Git has now, and Healthy. */
export async function isHealthy({ api, gitOps }: DrillStage): Promise<boolean> {
    return isLive(await readApplication(api), await gitOps.repository.head());
}
