import type { Resource } from "./discovery";
import { isNotFound } from "./error";
import type { Transport } from "./transport";

interface Groups {
    groups: { name: string; preferredVersion: { groupVersion: string } }[];
}

interface ResourceList {
    resources: { name: string; kind: string; namespaced: boolean; verbs?: string[] }[];
}

export interface EveryKind {
    /** Those that can be listed and deleted, each in the version that its server prefers. */
    resources: Resource[];
    /** Group versions that do not answer, such as `metrics.k8s.io/v1beta1`, with the server's message. */
    silent: { groupVersion: string; message: string }[];
}

/** Asks an API server for every kind that it serves. @throws KubernetesError where it does not answer at all. */
export async function everyKind(transport: Transport): Promise<EveryKind> {
    const { groups } = await transport.json<Groups>({ method: "GET", path: "/apis", what: "list API groups" });
    const versions = ["v1", ...groups.map(({ preferredVersion }) => preferredVersion.groupVersion)];
    const every: EveryKind = { resources: [], silent: [] };
    await Promise.all(
        versions.map(async (apiVersion) => {
            const path = apiVersion === "v1" ? "/api/v1" : `/apis/${apiVersion}`;
            try {
                const what = `look up ${apiVersion}`;
                const { resources } = await transport.json<ResourceList>({ method: "GET", path, what });
                every.resources.push(...resources.filter(isPlain).map((resource) => resourceOf(apiVersion, resource)));
            } catch (error) {
                // A group whose last CRD went a moment ago is no longer there.
                if (isNotFound(error)) return;
                every.silent.push({
                    groupVersion: apiVersion,
                    message: error instanceof Error ? error.message : String(error),
                });
            }
        }),
    );
    return every;
}

const isPlain = ({ name, verbs = [] }: ResourceList["resources"][number]): boolean =>
    !name.includes("/") && verbs.includes("list") && verbs.includes("delete");

const resourceOf = (apiVersion: string, { name, kind, namespaced }: ResourceList["resources"][number]): Resource => ({
    apiVersion,
    kind,
    plural: name,
    namespaced,
});
