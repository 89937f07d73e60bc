import { referencesOf } from "../../../config/workload/secrets";
import type { KubernetesApi, KubernetesObject } from "../../../kubernetes";
import { asResource } from "../../resource";
import type { PodSpec } from "./podFiles";

/**
 * What a pod's containers wait for in ContainerCreating or CreateContainerConfigError: a ConfigMap or a Secret that
 * doesn't exist, or a key in one, unless the pod declares it optional
 * (https://kubernetes.io/docs/concepts/configuration/secret/#restriction-secret-must-exist).
 *
 * @returns the kubelet's message about it; undefined if nothing is missing
 */
export async function missingOf(api: KubernetesApi, pod: KubernetesObject): Promise<string | undefined> {
    for (const { kind, name, keys } of needsOf(pod)) {
        const found = await api.get({ apiVersion: "v1", kind }, pod.metadata.namespace, name);
        if (!found) return `${kind.toLowerCase()} "${name}" not found`;
        const present = Object.keys(found.data ?? {});
        const lacks = keys.find((key) => !present.includes(key));
        if (lacks !== undefined) return `references non-existent ${kind.toLowerCase()} key: ${lacks}`;
    }
    return undefined;
}

interface Need {
    kind: "ConfigMap" | "Secret";
    name: string;
    keys: readonly string[];
}

function needsOf(pod: KubernetesObject): Need[] {
    const secrets = referencesOf(asResource(pod)).filter(({ form, optional }) => form !== "pull-secret" && !optional);
    const { volumes = [] } = pod.spec as PodSpec;
    return [
        ...secrets.map(({ secret, keys }): Need => ({ kind: "Secret", name: secret, keys })),
        ...volumes.flatMap(({ configMap }): Need[] =>
            configMap && !configMap.optional ? [{ kind: "ConfigMap", name: configMap.name, keys: [] }] : [],
        ),
    ];
}
