import type { KubernetesApi } from "../../kubernetes";

const application = { apiVersion: "argoproj.io/v1alpha1", kind: "Application" };
const intervalMs = 200;

/**
 * Stand-in for Argo CD in tests of stacks that install it from a chart, whose pods do not run here: takes the finalizer
 * off Applications that are being deleted, as Argo CD does when its cascade is through. It deploys nothing, so it has
 * nothing to delete.
 *
 * @returns a function that ends it
 */
export function playArgoCd(api: KubernetesApi): () => Promise<void> {
    let stopped = false;
    const turns = (async () => {
        while (!stopped) {
            // An API server that is just starting or ending answers nothing; the next turn asks again.
            await releaseDeleted(api).catch(() => undefined);
            await new Promise((resolve) => setTimeout(resolve, intervalMs));
        }
    })();
    return async () => {
        stopped = true;
        await turns;
    };
}

async function releaseDeleted(api: KubernetesApi): Promise<void> {
    for (const { metadata } of await api.list(application)) {
        if (!metadata.deletionTimestamp || !metadata.name) continue;
        await api.merge(application, metadata.namespace, metadata.name, { metadata: { finalizers: null } });
    }
}
