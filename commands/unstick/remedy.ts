import { isNotFound, KubernetesApi, KubernetesError } from "../../kubernetes";
import { approvalAnnotation } from "./application";
import { endSync } from "./endSync";
import type { Finding } from "./finding";

const attempts = 5;

/**
 * Applies a finding's remedy. It changes only this finalizer, annotation or sync, and only on the object that was
 * diagnosed, not on a new one with the same name.
 *
 * @throws KubernetesError if the server refuses, UsageError if Argo CD doesn't end a sync
 */
export async function mend(api: KubernetesApi, finding: Finding): Promise<void> {
    for (let attempt = 1; ; attempt++) {
        try {
            return await (finding.remedy?.action === "endSync" ? endSync(api, finding) : mendOnce(api, finding));
        } catch (error) {
            // It is gone in the meantime, as intended.
            if (isNotFound(error)) return;
            const hasChanged = error instanceof KubernetesError && error.code === 409;
            if (!hasChanged || attempt === attempts) throw error;
        }
    }
}

async function mendOnce(api: KubernetesApi, { object, remedy }: Finding): Promise<void> {
    const live = await api.get(object, object.namespace, object.name);
    if (!live?.metadata.deletionTimestamp || live.metadata.uid !== object.uid || !remedy) return;
    const { resourceVersion, deletionTimestamp } = live.metadata;
    const change =
        remedy.action === "removeFinalizer"
            ? { finalizers: live.metadata.finalizers?.filter((finalizer) => finalizer !== remedy.finalizer) ?? [] }
            : { annotations: { [approvalAnnotation]: approvalTime(new Date(), deletionTimestamp) } };
    // With the version that was read, the server refuses if somebody has changed the object in between.
    await api.merge(object, object.namespace, object.name, { metadata: { resourceVersion, ...change } });
}

/** RFC 3339 in seconds, and not before the deletion, because this machine's clock may be behind the server's. */
export function approvalTime(now: Date, deletionTimestamp: string): string {
    const time = Math.max(now.getTime(), Date.parse(deletionTimestamp));
    return new Date(time).toISOString().replace(/\.\d+Z$/, "Z");
}
