import assert from "node:assert/strict";
import { isLive, readApplication } from "../../kubernetes/application";
import type { GitRepository } from "../../rehearsal/git/repository";
import { KubernetesApi, type KubernetesObject } from "../../kubernetes";
import { openStage, operatorsTaken, type StageOptions } from "../../rehearsal/stage";
import { putIn } from "../../commands/demo/contents";
import { confluentObjects, workloadNamespace } from "../../commands/demo/workload";
import type { DrillStage } from "./drillStage";
import { becomesLive } from "./commits";

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

export interface LiveStageOptions extends Partial<StageOptions> {
    /** Objects in the overlay from the start, in addition to what is committed here. */
    contents?: KubernetesObject[];
}

/** Opens a stage, runs `up` for the stack, and waits until the workload is live. */
export async function openLiveStage({ contents, ...options }: LiveStageOptions = {}): Promise<DrillStage> {
    const prepare = async (repository: GitRepository) => {
        putIn(repository, ...(contents ?? []));
        await repository.commit("What the drill begins with");
    };
    const on = await openDrillStage(contents ? { gitOps: { prepare }, ...options } : options);
    try {
        await on.stage.engine.stack.up();
        await becomesLive(on, await on.gitOps.repository.head());
        return on;
    } catch (error) {
        await on.close();
        throw error;
    }
}

/** What somebody would miss about an object: its identity, its specification and its status. */
export interface Essence {
    uid?: string;
    /** A different one means that somebody changed the specification, even if it was changed back. */
    generation?: number;
    [part: string]: unknown;
}

/** By `Kind/name`. */
export type Snapshot = Record<string, Essence>;

/** What somebody would miss: each object that Argo CD has created from Git. */
export async function snapshot({ api }: Pick<DrillStage, "api">): Promise<Snapshot> {
    const others = await Promise.all(otherKinds.map((kind) => api.list(kind, workloadNamespace)));
    const applied = others.flat().filter(({ metadata }) => metadata.annotations?.[trackingId]);
    const objects = [...(await confluentObjects(api)), ...applied];
    return Object.fromEntries(objects.map((object) => [nameOf(object), essence(object)]));
}

/** The sweeper's kinds. */
const otherKinds = [
    { apiVersion: "apps/v1", kind: "Deployment" },
    { apiVersion: "v1", kind: "ConfigMap" },
];
const trackingId = "argocd.argoproj.io/tracking-id";

const nameOf = ({ kind, metadata }: KubernetesObject): string => `${kind}/${metadata.name}`;

/** @see Essence */
export function essence({ metadata, spec, data, status }: KubernetesObject): Essence {
    const { uid, generation, labels, ownerReferences, finalizers, deletionTimestamp } = metadata;
    const { phase, state } = (status ?? {}) as { phase?: string; state?: string };
    return { uid, generation, labels, ownerReferences, finalizers, deletionTimestamp, spec, data, phase, state };
}

/** Whether the Application is Synced to the current commit, and Healthy. */
export async function isHealthy({ api, gitOps }: DrillStage): Promise<boolean> {
    return isLive(await readApplication(api), await gitOps.repository.head());
}
