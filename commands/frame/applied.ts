import { stringify } from "yaml";
import { confluentGroup, confluentVersion } from "../../config/workload/confluentKinds";
import type { KubernetesObject } from "../../kubernetes";

// Objects for Git that the operator applies in Kafka, Schema Registry, Connect and MDS. They refer to the platform's objects
// by name.

const apiVersion = `${confluentGroup}/${confluentVersion}`;
const argoCd = "argocd.argoproj.io";
/** After the sweeper's wave: gitops/README.md. Schemas come after their ConfigMaps, connectors after topics. */
const wave = (number: number) => ({ [`${argoCd}/sync-wave`]: String(number) });
/** An object with data stays in the cluster when its file is removed (docs/TEAMS.md). */
const kept = { [`${argoCd}/sync-options`]: "Prune=false" };

interface Topic {
    /** The name in Kafka, if it differs from the object's name. */
    name?: string;
    partitionCount: number;
    replicas?: number;
    configs?: Readonly<Record<string, string>>;
}

export const topicObject = (name: string, { configs, ...spec }: Topic): KubernetesObject => ({
    apiVersion,
    kind: "KafkaTopic",
    metadata: { name, annotations: { ...kept, ...wave(50) } },
    spec: { ...spec, kafkaRestClassRef: { name: "default" }, ...(configs && { configs }) },
});

interface Schema {
    /** The subject, if it differs from the object's name. */
    name?: string;
    format: string;
    /** In the registry's notation. */
    text: string;
    compatibilityLevel?: string;
    mode?: string;
    schemaReferences?: readonly object[];
}

/** A Schema, after the ConfigMap that contains its text. */
export function schemaObjects(name: string, { name: subject, format, text, schemaReferences, ...settings }: Schema) {
    return [
        { apiVersion: "v1", kind: "ConfigMap", metadata: { name, annotations: wave(50) }, data: { schema: text } },
        {
            apiVersion,
            kind: "Schema",
            metadata: { name, annotations: { ...kept, ...wave(51) } },
            spec: {
                ...(subject !== undefined && { name: subject }),
                schemaRegistryClusterRef: { name: "schemaregistry" },
                ...settings,
                data: { format, configRef: name },
                ...(schemaReferences && { schemaReferences }),
            },
        },
    ] satisfies KubernetesObject[];
}

interface Connector {
    /** The name in Connect, if it differs from the object's name. */
    name?: string;
    class: string;
    taskMax: number;
    configs: Readonly<Record<string, string>>;
    restartPolicy?: object;
}

export const connectorObject = (name: string, { configs, restartPolicy, ...spec }: Connector): KubernetesObject => ({
    apiVersion,
    kind: "Connector",
    metadata: { name, annotations: wave(55) },
    spec: { ...spec, connectClusterRef: { name: "connect" }, configs, ...(restartPolicy && { restartPolicy }) },
});

interface RoleBinding {
    principal: { type: string; name: string };
    role: string;
    clustersScopeByIds?: Readonly<Record<string, string>>;
    clustersScopeByRegistryName?: string;
    resourcePatterns?: readonly object[];
}

export const roleBindingObject = (name: string, spec: RoleBinding): KubernetesObject => ({
    apiVersion,
    kind: "ConfluentRolebinding",
    metadata: { name, annotations: wave(50) },
    spec: { ...spec },
});

/** A file with these objects. Lines aren't folded, so that a reader finds them as written. */
export const yamlOf = (...documents: readonly object[]): string =>
    documents.map((one) => stringify(one, { lineWidth: 0 })).join("---\n");
