import { groupPath, type Resource } from "./discovery";
import { isNotFound } from "./error";
import type { Transport } from "./transport";

interface Groups {
    groups: { preferredVersion: { groupVersion: string } }[];
}

interface ResourceList {
    resources: { name: string; kind: string; namespaced: boolean; verbs?: string[] }[];
}

export interface EveryKind {
    /** Kinds that can be listed and deleted, each in the server's preferred version. */
    resources: Resource[];
    /** Group versions that don't answer, such as `metrics.k8s.io/v1beta1`, with the server's message. */
    silent: { groupVersion: string; message: string }[];
}

/** Asks an API server for all kinds that it serves. @throws KubernetesError if it doesn't answer at all */
export async function everyKind(transport: Transport): Promise<EveryKind> {
    const { groups } = await transport.json<Groups>({ method: "GET", path: "/apis", what: "list API groups" });
    const every: EveryKind = { resources: [], silent: [] };
    const ask = async (apiVersion: string) => {
        try {
            const asked = { method: "GET", path: groupPath(apiVersion), what: `look up ${apiVersion}` } as const;
            const { resources } = await transport.json<ResourceList>(asked);
            for (const { name, kind, namespaced, verbs = [] } of resources) {
                const isPlain = !name.includes("/") && verbs.includes("list") && verbs.includes("delete");
                if (isPlain) every.resources.push({ apiVersion, kind, plural: name, namespaced });
            }
        } catch (error) {
            // A group is gone if its last CRD has just been deleted.
            if (isNotFound(error)) return;
            const message = error instanceof Error ? error.message : String(error);
            every.silent.push({ groupVersion: apiVersion, message });
        }
    };
    await Promise.all(["v1", ...groups.map(({ preferredVersion }) => preferredVersion.groupVersion)].map(ask));
    return every;
}
