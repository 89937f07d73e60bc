import type { KubernetesApi } from "../../../kubernetes";
import { follow, type Followed } from "./follow";
import { Recorder, type RecorderOptions } from "./recorder";

export { type Display } from "./display/display";
export { displayOn } from "./display";
export * from "./model";
export { Recorder, type RecorderOptions, type SceneEnd } from "./recorder";

export interface FollowingOptions extends RecorderOptions {
    /** Namespaces of Confluent Platform. Default: `confluent` only. */
    namespaces?: readonly string[];
    /** Namespace of Argo CD. Default: `argocd`. */
    argocdNamespace?: string;
}

/** A recorder that watches by itself. */
export interface FollowingRecorder extends Recorder {
    /** Stops watching. The recording is kept. */
    stop(): Promise<void>;
}

/**
 * Starts to follow what a demo is about: Confluent's objects and Deployments in its namespaces, Argo CD's Applications and
 * projects, and the namespaces themselves. Kinds whose CRDs are installed later are followed from then on.
 */
export async function startRecorder(api: KubernetesApi, options: FollowingOptions): Promise<FollowingRecorder> {
    const recorder = new Recorder(options);
    const watch = await follow(api, followedBy(options), (event) => recorder.onObject(event));
    return Object.assign(recorder, { stop: () => watch.stop() });
}

function followedBy({ namespaces = ["confluent"], argocdNamespace = "argocd" }: FollowingOptions): Followed[] {
    return [
        { apiVersion: "v1", kind: "Namespace", names: [...namespaces, argocdNamespace] },
        // Argo CD's own project contains nothing of the platform.
        { group: "argoproj.io", kinds: ["Application", "AppProject"], namespace: argocdNamespace, except: ["default"] },
        ...namespaces.flatMap((namespace): Followed[] => [
            { apiVersion: "apps/v1", kind: "Deployment", namespace },
            { group: "platform.confluent.io", namespace },
        ]),
    ];
}
