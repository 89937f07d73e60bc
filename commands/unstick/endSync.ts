import { UsageError } from "../../base/error";
import type { KubernetesApi, KubernetesObject } from "../../kubernetes";
import { fieldOf } from "./facts";
import type { Finding } from "./finding";

const pollMs = 200;
const patienceMs = 60_000;

/** A sync: its Application, and when it began (`startedAt` of its operationState). */
type Sync = Pick<Finding, "object" | "since">;

/**
 * Ends a sync, and makes Argo CD forget it and compare again: it doesn't retry a commit whose sync has failed by itself
 * (alreadyAttemptedSync in its controller/appcontroller.go, v3.6.1).
 *
 * @throws KubernetesError if the server refuses, UsageError if Argo CD doesn't end it within a minute
 */
export async function endSync(api: KubernetesApi, sync: Sync): Promise<void> {
    const ended = await terminateSync(api, sync);
    const annotations = { "argocd.argoproj.io/refresh": "normal" };
    if (ended) await change(api, ended, { metadata: { annotations }, status: { operationState: null } });
}

/**
 * Ends a sync as `argocd app terminate-op` does (TerminateOperation in Argo CD's server/application), and resolves when
 * Argo CD has ended it.
 *
 * @returns the Application at that time; undefined if the sync has succeeded in the meantime, or is no longer the last one
 * @throws as `endSync` does
 */
export async function terminateSync(api: KubernetesApi, sync: Sync): Promise<KubernetesObject | undefined> {
    const { object, since } = sync;
    for (const limit = Date.now() + patienceMs; ; await new Promise((wake) => setTimeout(wake, pollMs))) {
        const live = await api.get(object, object.namespace, object.name);
        const state = fieldOf(live, "status", "operationState") as { phase?: string; startedAt?: string } | undefined;
        if (!live || live.metadata.uid !== object.uid || state?.startedAt !== since) return undefined;
        if (state.phase === "Failed" || state.phase === "Error") return live;
        if (state.phase === "Succeeded") return undefined;
        if (Date.now() > limit) {
            const seconds = patienceMs / 1000;
            throw new UsageError(`Argo CD has not ended the sync of Application ${object.name} within ${seconds} s.`);
        }
        // Tries again if Argo CD was just writing, and has overwritten the request.
        if (state.phase === "Running")
            await change(api, live, { status: { operationState: { phase: "Terminating" } } });
    }
}

/** With the version that was read, the server refuses if somebody has changed the object in between. */
function change(
    api: KubernetesApi,
    application: KubernetesObject,
    { metadata, status }: { metadata?: object; status: object },
): Promise<unknown> {
    const { namespace, name = "", resourceVersion } = application.metadata;
    return api.merge(application, namespace, name, { metadata: { ...metadata, resourceVersion }, status });
}
