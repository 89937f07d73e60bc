import { type KubernetesApi, KubernetesError } from "../../kubernetes";
import { until } from "../../base/until";
import { type DrillStage } from "./drillStage";
import { essence, type Snapshot } from "./stage";

/** What comes and goes by itself, and what a controller makes anew without anybody minding. */
const restless = ["Event", "Lease", "Pod"];

/**
 * Everything that an API server has, by `Kind/namespace.name`: who it is, what is wanted of it, and whether it is on its
 * way out. Not how it is, nor its generation: an Application's changes with its status.
 */
export async function inventory({ api }: Pick<DrillStage, "api">): Promise<Snapshot> {
    const { resources } = await api.everyKind();
    const kinds = resources.filter(({ kind }) => !restless.includes(kind));
    // The API server cannot list at once what is of a new CRD.
    const objects = await until("every kind can be listed", async () =>
        (await Promise.all(kinds.map((kind) => listed(api, kind)))).flat(),
    );
    return Object.fromEntries(
        objects.map((object) => {
            const { kind, metadata } = object;
            const { uid, finalizers, deletionTimestamp, spec } = essence(object);
            const name = [metadata.namespace, metadata.name].filter(Boolean).join(".");
            // A CRD's is as long as everything else together, and nobody here changes it.
            const wanted = kind === "CustomResourceDefinition" ? {} : { spec };
            return [`${kind}/${name}`, { uid, finalizers, deletionTimestamp, ...wanted }];
        }),
    );
}

/** None of a kind that can be asked for, and not in the way of all others. */
async function listed(api: KubernetesApi, kind: { apiVersion: string; kind: string }) {
    try {
        return await api.list(kind);
    } catch (error) {
        if (error instanceof KubernetesError && [404, 405].includes(error.code)) return [];
        throw error;
    }
}
