import { type KubernetesApi, KubernetesError } from "../../kubernetes";
import { until } from "../../base/until";
import { type DrillStage } from "./drillStage";
import { essence, type Snapshot } from "./stage";

/** Kinds whose objects come and go by themselves, or that a controller creates again without any effect. */
const restless = ["Event", "Lease", "Pod"];

/**
 * Everything in an API server, by `Kind/namespace.name`: its identity, its specification, and whether it is being
 * deleted. Neither its status nor its generation: an Application's changes with its status.
 */
export async function inventory({ api }: Pick<DrillStage, "api">): Promise<Snapshot> {
    const { resources } = await api.everyKind();
    const kinds = resources.filter(({ kind }) => !restless.includes(kind));
    // The API server can't list a new CRD's objects immediately.
    const objects = await until("every kind can be listed", async () =>
        (await Promise.all(kinds.map((kind) => listed(api, kind)))).flat(),
    );
    return Object.fromEntries(
        objects.map((object) => {
            const { kind, metadata } = object;
            const { uid, finalizers, deletionTimestamp, spec } = essence(object);
            const name = [metadata.namespace, metadata.name].filter(Boolean).join(".");
            // A CRD's is as long as everything else together, and nothing here changes it.
            const wanted = kind === "CustomResourceDefinition" ? {} : { spec };
            return [`${kind}/${name}`, { uid, finalizers, deletionTimestamp, ...wanted }];
        }),
    );
}

/** A kind that can't be listed has no objects, and doesn't block the others. */
async function listed(api: KubernetesApi, kind: { apiVersion: string; kind: string }) {
    try {
        return await api.list(kind);
    } catch (error) {
        if (error instanceof KubernetesError && [404, 405].includes(error.code)) return [];
        throw error;
    }
}
