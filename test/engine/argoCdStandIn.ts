import type { KubernetesApi } from "../../kubernetes";

const application = { apiVersion: "argoproj.io/v1alpha1", kind: "Application" };
const intervalMs = 200;

/**
 * A stand-in for Argo CD in tests of stacks that install it from a chart, whose pods don't run here: it removes the
 * finalizer from Applications that are being deleted, like Argo CD after its cascade. It deploys nothing, so it has
 * nothing to delete.
 *
 * @returns a function that ends it
 */
export function playArgoCd(api: KubernetesApi): () => Promise<void> {
    let stopped = false;
    const turns = (async () => {
        while (!stopped) {
            // An API server that is just starting or ending doesn't respond; the next round tries again.
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
